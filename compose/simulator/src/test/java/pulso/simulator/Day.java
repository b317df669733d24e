package pulso.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.ChatLogInsert;
import pulso.simulator.WriteAction.QueueLogInsert;

/** A whole simulated day, drained: its actions and its ledger. */
record Day(SimulationPlan plan, List<WriteAction> actions, Ledger ledger) {
    static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    static final Instant MIDNIGHT = LocalDate.of(2026, 3, 10).atStartOfDay(ZONE).toInstant();

    static SimulationPlan plan(long seed) {
        return SimulationPlan.demo(seed, ZONE, MIDNIGHT).withEnd(MIDNIGHT.plus(Duration.ofDays(1)));
    }

    static Day of(SimulationPlan plan) {
        Simulation simulation = new Simulation(plan);
        List<WriteAction> actions = new ArrayList<>();
        @Nullable WriteAction action = simulation.next();
        while (action != null) {
            actions.add(action);
            action = simulation.next();
        }
        return new Day(plan, actions, simulation.ledger());
    }

    List<QueueLogInsert> queueLog() {
        return actions.stream()
                .filter(QueueLogInsert.class::isInstance)
                .map(QueueLogInsert.class::cast)
                .toList();
    }

    List<QueueLogInsert> queueLog(String event) {
        return queueLog().stream().filter(row -> row.event().equals(event)).toList();
    }

    List<ChatLogInsert> chatLog() {
        return actions.stream()
                .filter(ChatLogInsert.class::isInstance)
                .map(ChatLogInsert.class::cast)
                .toList();
    }

    /** A column of a row that has it. */
    static Object cell(Map<String, Object> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    /** Long enough to hold whatever began in the day. */
    Figures figures() {
        return ledger.figures(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(2)), 20, 5);
    }
}
