@NullMarked
package pulso.schemas.event;

import org.jspecify.annotations.NullMarked;
