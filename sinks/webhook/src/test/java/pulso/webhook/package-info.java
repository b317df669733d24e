@NullMarked
package pulso.webhook;

import org.jspecify.annotations.NullMarked;
