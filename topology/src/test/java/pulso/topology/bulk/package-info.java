@NullMarked
package pulso.topology.bulk;

import org.jspecify.annotations.NullMarked;
