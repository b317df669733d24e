/** What people decide about a source, with its history: targets, groups, opening hours, names. */
@NullMarked
package pulso.schemas.settings;

import org.jspecify.annotations.NullMarked;
