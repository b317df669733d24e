/** MariaDB, Kafka and ClickHouse on one machine, real and without Docker: what the demo and the tests run on. */
@NullMarked
package pulso.embedded;

import org.jspecify.annotations.NullMarked;
