@NullMarked
package pulso.schemas.wire;

import org.jspecify.annotations.NullMarked;
