@NullMarked
package pulso.schemas.settings;

import org.jspecify.annotations.NullMarked;
