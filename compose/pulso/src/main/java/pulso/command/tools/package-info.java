/** Commands for people who work with the topics: what there is, reading, moving to files and back. */
@NullMarked
package pulso.command.tools;

import org.jspecify.annotations.NullMarked;
