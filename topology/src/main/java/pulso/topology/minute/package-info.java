/** Passages and moments to one-minute buckets. */
@NullMarked
package pulso.topology.minute;

import org.jspecify.annotations.NullMarked;
