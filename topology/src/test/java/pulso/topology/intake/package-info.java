@NullMarked
package pulso.topology.intake;

import org.jspecify.annotations.NullMarked;
