/** Sessions and lines to the agents' time. */
@NullMarked
package pulso.topology.agent;

import org.jspecify.annotations.NullMarked;
