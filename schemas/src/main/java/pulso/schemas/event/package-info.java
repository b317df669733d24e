/** Decoded events and the dictionary of data1 to data5. */
@NullMarked
package pulso.schemas.event;

import org.jspecify.annotations.NullMarked;
