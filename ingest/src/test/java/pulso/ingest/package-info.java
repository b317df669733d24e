@NullMarked
package pulso.ingest;

import org.jspecify.annotations.NullMarked;
