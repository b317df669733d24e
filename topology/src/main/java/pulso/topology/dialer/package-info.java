/** DIALER_BASE and CALLS_SPOOL to the progress of the dialer's lists. */
@NullMarked
package pulso.topology.dialer;

import org.jspecify.annotations.NullMarked;
