@NullMarked
package pulso.command.history;

import org.jspecify.annotations.NullMarked;
