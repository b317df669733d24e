/** A naive oracle, generated histories that are folded and compared with it, and sabotage that must show. */
@NullMarked
package pulso.topology.oracle;

import org.jspecify.annotations.NullMarked;
