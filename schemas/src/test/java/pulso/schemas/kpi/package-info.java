@NullMarked
package pulso.schemas.kpi;

import org.jspecify.annotations.NullMarked;
