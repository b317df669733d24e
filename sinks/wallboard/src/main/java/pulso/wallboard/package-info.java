/** The wallboard sink: derived topics in memory, an HTTP API, a stream of changes and the board page. */
@NullMarked
package pulso.wallboard;

import org.jspecify.annotations.NullMarked;
