@NullMarked
package pulso.schemas.privacy;

import org.jspecify.annotations.NullMarked;
