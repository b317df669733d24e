/** End-to-end benchmarks: each measures the whole product as it is run, and says whether its aims hold. */
@NullMarked
package pulso.benchmark;

import org.jspecify.annotations.NullMarked;
