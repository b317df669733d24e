@NullMarked
package pulso.embedded;

import org.jspecify.annotations.NullMarked;
