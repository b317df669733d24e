/** From the database's binlog to the raw topics: every committed row, exactly once, in the log's order. */
@NullMarked
package pulso.ingest;

import org.jspecify.annotations.NullMarked;
