/**
 * The ClickHouse engine (libchdb) behind ClickHouse's HTTP interface. SQL and data are bytes that nobody here decodes:
 * where they are held as a {@code String}, each char is one byte (ISO 8859-1).
 */
@NullMarked
package pulso.embedded.engine;

import org.jspecify.annotations.NullMarked;
