/** The passage of an interaction through a queue. */
@NullMarked
package pulso.schemas.passage;

import org.jspecify.annotations.NullMarked;
