/** The webhook role: who is told, kept by rows of the contact centre and by people, and the command that asks it. */
@NullMarked
package pulso.command.webhook;

import org.jspecify.annotations.NullMarked;
