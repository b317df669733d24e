@NullMarked
package pulso.schemas.generation;

import org.jspecify.annotations.NullMarked;
