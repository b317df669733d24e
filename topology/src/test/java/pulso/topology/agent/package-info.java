@NullMarked
package pulso.topology.agent;

import org.jspecify.annotations.NullMarked;
