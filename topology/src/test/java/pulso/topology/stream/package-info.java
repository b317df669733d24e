@NullMarked
package pulso.topology.stream;

import org.jspecify.annotations.NullMarked;
