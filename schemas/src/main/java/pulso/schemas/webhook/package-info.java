/** Events told to other systems: what there is to tell, and what was told. */
@NullMarked
package pulso.schemas.webhook;

import org.jspecify.annotations.NullMarked;
