/** How far a dialer's lists are. */
@NullMarked
package pulso.schemas.dialer;

import org.jspecify.annotations.NullMarked;
