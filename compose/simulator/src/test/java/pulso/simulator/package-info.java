@NullMarked
package pulso.simulator;

import org.jspecify.annotations.NullMarked;
