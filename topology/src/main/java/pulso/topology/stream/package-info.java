/** The folds as Kafka Streams nodes. */
@NullMarked
package pulso.topology.stream;

import org.jspecify.annotations.NullMarked;
