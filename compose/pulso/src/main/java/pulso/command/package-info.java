/** The {@code pulso} command: configuration, wiring of the roles, start and stop. */
@NullMarked
package pulso.command;

import org.jspecify.annotations.NullMarked;
