@NullMarked
package pulso.topology.passage;

import org.jspecify.annotations.NullMarked;
