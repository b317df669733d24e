/** A contact centre that never was: it writes the rows uContact would write and keeps a ledger of what truly happened. */
@NullMarked
package pulso.simulator;

import org.jspecify.annotations.NullMarked;
