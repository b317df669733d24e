/** What there is to tell other systems: webhook events, each made once, from the rows and what follows from them. */
@NullMarked
package pulso.topology.webhook;

import org.jspecify.annotations.NullMarked;
