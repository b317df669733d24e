package pulso.simulator;

import java.time.Duration;

/** Writes small transactions as fast as it can, for a test to kill it in the middle of one. */
final class WriterMain {
    private WriterMain() {}

    public static void main(String[] arguments) {
        SimulationPlan plan = Day.plan(12).withScale(0.5);
        try (Simulator simulator = Simulator.open(arguments[0], arguments[1], arguments[2], plan)) {
            System.out.println("writing");
            simulator.runAtRate(6_000, Duration.ofMinutes(1));
        }
    }
}
