/** Raw topics to passages, agents and minutes. */
@NullMarked
package pulso.topology;

import org.jspecify.annotations.NullMarked;
