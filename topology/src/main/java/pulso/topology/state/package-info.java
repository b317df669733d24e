/** State of the folds as plain ordered maps, so that a fold runs over a heap map as over a Kafka store. */
@NullMarked
package pulso.topology.state;

import org.jspecify.annotations.NullMarked;
