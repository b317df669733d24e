@NullMarked
package pulso.schemas.topic;

import org.jspecify.annotations.NullMarked;
