/** Row changes to decoded events, with the log's time. */
@NullMarked
package pulso.topology.intake;

import org.jspecify.annotations.NullMarked;
