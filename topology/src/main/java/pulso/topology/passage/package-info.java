/** Rows of an interaction to its passages. */
@NullMarked
package pulso.topology.passage;

import org.jspecify.annotations.NullMarked;
