@NullMarked
package pulso.embedded.engine;

import org.jspecify.annotations.NullMarked;
