/** The whole product, all parts real, and the command's own rules. */
@NullMarked
package pulso.command;

import org.jspecify.annotations.NullMarked;
