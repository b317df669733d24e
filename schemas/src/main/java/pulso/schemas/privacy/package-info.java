/** What of a person may leave Pulso's topics, and in which form. */
@NullMarked
package pulso.schemas.privacy;

import org.jspecify.annotations.NullMarked;
