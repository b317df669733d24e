/** Events on their way to other systems: signed, in order, tried until they arrive or are given up. */
@NullMarked
package pulso.webhook;

import org.jspecify.annotations.NullMarked;
