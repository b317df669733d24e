/** Topics to ClickHouse tables, each record exactly once, and the views that people query. */
@NullMarked
package pulso.clickhouse;

import org.jspecify.annotations.NullMarked;
