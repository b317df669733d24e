/** What lies behind the board's memory: ClickHouse, and the raw topics. */
@NullMarked
package pulso.command.history;

import org.jspecify.annotations.NullMarked;
