/** Tests of what a replay tells. */
@NullMarked
package pulso.command.replay;

import org.jspecify.annotations.NullMarked;
