package pulso.simulator;

import java.util.function.Consumer;

/** A plan played without a database: who asks gets every write action in order, and the ledger of what truly happened. */
public final class Rehearsal {
    private Rehearsal() {}

    /** Plays a plan that ends, to its end. */
    public static Ledger play(SimulationPlan plan, Consumer<WriteAction> actions) {
        if (plan.end() == null) {
            throw new IllegalArgumentException("the plan has no end: use withEnd");
        }
        var simulation = new Simulation(plan);
        for (var action = simulation.next(); action != null; action = simulation.next()) {
            actions.accept(action);
        }
        return simulation.ledger();
    }
}
