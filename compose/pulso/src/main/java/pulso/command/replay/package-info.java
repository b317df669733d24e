/** Folds what the raw topics hold once more, as another generation: beside the live one, to be compared and promoted. */
@NullMarked
package pulso.command.replay;

import org.jspecify.annotations.NullMarked;
