package pulso.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.ServiceLevelFormula;
import pulso.simulator.Ledger;
import pulso.simulator.QueueFigures;

/** Compares what was collected with a simulated centre's ledger, figure by figure. */
final class Ledgers {
    private Ledgers() {}

    /** Every figure that differs, in words; empty when all agree. */
    static List<String> differences(Collected collected, Ledger ledger, Instant from, Instant to, int threshold) {
        var differences = new ArrayList<String>();
        var truth = ledger.figures(from, to, threshold, 5);
        var parameters = new Kpi.Parameters(threshold, 5, ServiceLevelFormula.SL6);
        truth.queues().forEach((queue, expected) -> {
            var actual = collected.queue(queue, from, to);
            for (var kpi : Kpi.values()) {
                var value = expected(expected, kpi);
                if (value != null && !same(value.number(), kpi.of(actual, parameters))) {
                    differences.add(queue + ' ' + kpi.id() + ": ledger " + value.number() + ", folds "
                            + kpi.of(actual, parameters));
                }
            }
        });
        truth.agents().forEach((agent, expected) -> {
            var actual = collected.agent(agent, from, to);
            compare(differences, agent + " login", expected.login(), actual.login());
            compare(differences, agent + " break", expected.breakTime(), actual.breakTime());
            compare(differences, agent + " pause", expected.pause(), actual.pause());
            compare(differences, agent + " talk", expected.talk(), actual.talk());
            compare(differences, agent + " hold", expected.hold(), actual.hold());
            compare(differences, agent + " wrapUp", expected.wrapUp(), actual.wrapUp());
            compare(differences, agent + " answered", expected.answered(), actual.answered());
            compare(differences, agent + " ringNoAnswer", expected.ringNoAnswer(), actual.ringNoAnswer());
            compare(differences, agent + " ringRefused", expected.ringRefused(), actual.ringRefused());
            compare(differences, agent + " agentDump", expected.agentDump(), actual.agentDumps());
        });
        return differences;
    }

    private record Truth(@Nullable Number number) {}

    private static @Nullable Truth expected(QueueFigures truth, Kpi kpi) {
        return switch (kpi) {
            case OFFERED, RECEIVED -> new Truth(truth.offered());
            case ANSWERED -> new Truth(truth.answered());
            case ABANDONED -> new Truth(truth.abandoned());
            case SHORT_ABANDONED -> new Truth(truth.shortAbandoned());
            case EXITED_KEY -> new Truth(truth.exitedKey());
            case EXITED_TIMEOUT -> new Truth(truth.exitedTimeout());
            case EXITED_EMPTY -> new Truth(truth.exitedEmpty());
            case WITHDRAWN -> new Truth(truth.withdrawn());
            case SYSTEM -> new Truth(truth.system());
            case OPEN -> new Truth(truth.open());
            case TRANSFERRED -> new Truth(truth.transferred());
            case RING_NO_ANSWER -> new Truth(truth.ringNoAnswer());
            case RING_REFUSED -> new Truth(truth.ringRefused());
            case HANDLED -> new Truth(truth.handled());
            case SERVICE_LEVEL -> new Truth(truth.serviceLevel());
            case ANSWERED_WITHIN -> new Truth(truth.answeredWithin());
            case ASA -> new Truth(truth.asa());
            case ABANDON_WAIT -> new Truth(truth.abandonWait());
            case WAIT_P50 -> new Truth(truth.waitP50());
            case WAIT_P90 -> new Truth(truth.waitP90());
            case WAIT_P95 -> new Truth(truth.waitP95());
            case WAIT_MAX -> new Truth(truth.waitMax());
            case TALK -> new Truth(truth.talk());
            case TALK_KNOWN -> new Truth(truth.talkKnown());
            case HOLD -> new Truth(truth.hold());
            case WRAP_UP -> new Truth(truth.wrapUp());
            case WRAP_UP_KNOWN -> new Truth(truth.wrapUpKnown());
            case AHT -> new Truth(truth.aht());
            case OUT_ATTEMPTS -> new Truth(truth.outAttempts());
            case OUT_ANSWERED -> new Truth(truth.outAnswered());
            case OUT_TALK -> new Truth(truth.outTalk());
            case REFUSED, ANSWER_RATE, ABANDON_RATE, AGENT_DUMP, RECONSTRUCTED -> null;
        };
    }

    private static boolean same(@Nullable Number expected, @Nullable Number actual) {
        if (expected == null || actual == null) {
            return Objects.equals(expected, actual);
        }
        return Math.abs(expected.doubleValue() - actual.doubleValue()) < 1e-9;
    }

    private static void compare(List<String> differences, String what, long expected, long actual) {
        if (expected != actual) {
            differences.add(what + ": ledger " + expected + ", folds " + actual);
        }
    }
}
