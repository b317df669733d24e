package pulso.simulator;

import org.jspecify.annotations.Nullable;

/**
 * The stream of write actions of a plan, in the order of their write times. Pure: every run of the same plan gives the same stream. The
 * ledger runs ahead of the stream by the delay between what happens and its row, a minute at most but for tags and ratings.
 */
final class Simulation {
    private final Ledger ledger;
    private final Centre centre;

    Simulation(SimulationPlan plan) {
        this.ledger = new Ledger();
        this.centre = new Centre(plan, ledger);
        Arrivals arrivals = new Arrivals(centre);
        Restarts restarts = new Restarts(centre);
        restarts.begin();
        centre.agentLife.planShifts();
        arrivals.begin();
        centre.dialer.begin();
        centre.registers.begin();
        centre.chats.begin();
        if (plan.end() != null) {
            centre.timeline.at(plan.endMillis(), () -> {
                if (centre.quiet()) {
                    centre.agentLife.sendHome();
                }
            });
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /** When the next action is due; {@code Long.MAX_VALUE} when a plan with an end has run out. */
    long nextDueMillis() {
        synchronized (ledger) {
            advance();
            return centre.outbox.dueMillis();
        }
    }

    /** The next action; null when a plan with an end has run out. */
    @Nullable
    WriteAction next() {
        synchronized (ledger) {
            advance();
            return centre.outbox.isEmpty() ? null : centre.outbox.remove();
        }
    }

    /** How far the centre's clock has run: whatever happened before is decided. */
    long simulatedMillis() {
        return centre.timeline.now();
    }

    /** Whatever happens from now on is written after now, so an action due before the next happening is the first of all. */
    private void advance() {
        while (centre.outbox.dueMillis() > centre.timeline.nextMillis()) {
            centre.timeline.step();
        }
    }
}
