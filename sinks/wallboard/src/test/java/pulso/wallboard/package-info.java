@NullMarked
package pulso.wallboard;

import org.jspecify.annotations.NullMarked;
