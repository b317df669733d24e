/** The folds over a log that is at hand as a whole: each interaction is derived once, nothing is kept by key. */
@NullMarked
package pulso.topology.bulk;

import org.jspecify.annotations.NullMarked;
