/** How records travel: Avro in the Confluent wire format, schema ids, keys. */
@NullMarked
package pulso.schemas.wire;

import org.jspecify.annotations.NullMarked;
