/** {@code pulso report}: the folds and figures over log files, with no server. */
@NullMarked
package pulso.command.report;

import org.jspecify.annotations.NullMarked;
