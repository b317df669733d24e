@NullMarked
package pulso.schemas.source;

import org.jspecify.annotations.NullMarked;
