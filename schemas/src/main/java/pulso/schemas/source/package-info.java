/** Rows exactly as stored, and what the binlog says of them. */
@NullMarked
package pulso.schemas.source;

import org.jspecify.annotations.NullMarked;
