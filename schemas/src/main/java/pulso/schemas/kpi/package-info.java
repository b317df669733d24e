/** The one place that defines a figure and merges minutes into windows. */
@NullMarked
package pulso.schemas.kpi;

import org.jspecify.annotations.NullMarked;
