/** Generations of the derived data: what was folded how, and which of them people see. */
@NullMarked
package pulso.schemas.generation;

import org.jspecify.annotations.NullMarked;
