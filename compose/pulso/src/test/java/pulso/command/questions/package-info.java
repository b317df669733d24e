/** The questions of the documentation, each with the answer that plain loops give. */
@NullMarked
package pulso.command.questions;

import org.jspecify.annotations.NullMarked;
