/** Tests of the commands for topics. */
@NullMarked
package pulso.command.tools;

import org.jspecify.annotations.NullMarked;
