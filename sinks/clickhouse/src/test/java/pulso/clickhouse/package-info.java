@NullMarked
package pulso.clickhouse;

import org.jspecify.annotations.NullMarked;
