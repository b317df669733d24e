/** The vocabulary of Pulso. */
@NullMarked
package pulso.schemas;

import org.jspecify.annotations.NullMarked;
