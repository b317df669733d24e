/** The one place with topic names. */
@NullMarked
package pulso.schemas.topic;

import org.jspecify.annotations.NullMarked;
