@NullMarked
package pulso.topology;

import org.jspecify.annotations.NullMarked;
