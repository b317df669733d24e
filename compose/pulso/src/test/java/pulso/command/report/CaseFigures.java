package pulso.command.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report says of a figure that somebody else has under another name; the text says what differs in kind. */
final class CaseFigures {
    private static final String NO_FIGURE = "no such figure";

    private CaseFigures() {}

    /** The options besides those of the case that a figure needs. */
    static List<String> options(String figure) {
        return switch (figure) {
            case "qos_pct", "sl_over_answered_pct", "asterisk_sl_pct" -> List.of("--formula", "sl1");
            case "sl_over_offered_pct" -> List.of("--formula", "sl2");
            case "sl_excl_abandons_within_pct" -> List.of("--formula", "sl3");
            case "sl_abandons_positive_pct" -> List.of("--formula", "sl4");
            case "asterisk_sl2_pct" -> List.of("--formula", "sl5");
            default -> List.of();
        };
    }

    /** As text: a number, {@code null} for unknown, or why there is none. */
    static String of(JsonNode report, JsonNode check) {
        var figure = check.get("figure").asText();
        var name = check.get("name").asText();
        return switch (check.get("of").asText()) {
            case "queue" -> queue(named(report.get("queues"), "queue", name), report, figure, check);
            case "agent" -> agent(named(report.get("agents"), "agent", name), figure);
            case "interval" -> interval(report.get("intervals"), name, figure);
            case "all" -> all(report, figure);
            default -> NO_FIGURE;
        };
    }

    private static @Nullable JsonNode named(JsonNode list, String key, String name) {
        for (var entry : list) {
            if (entry.get(key).asText().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    private static String queue(@Nullable JsonNode queue, JsonNode report, String figure, JsonNode check) {
        if (figure.equals("duplicates_dropped")) {
            return report.get("duplicates").asText();
        }
        if (figure.equals("rows_in")) {
            return report.get("rows").asText();
        }
        if (queue == null) {
            return figure.endsWith("_pct") || figure.startsWith("awt") ? "null" : "0";
        }
        var kpi = queue.get("kpi");
        return switch (figure) {
            case "received", "offered", "answered", "abandoned", "asa", "talk" -> number(kpi, figure);
            case "duration" -> number(kpi, "talk");
            case "distinct_answered" -> number(kpi, "answered");
            case "enters" -> number(kpi, "offered");
            case "closed" -> number(kpi, "refusedClosed");
            case "saturated" -> number(kpi, "refusedFull");
            case "blocked" -> sum(kpi, "refusedNoAgents", "exitedEmpty");
            case "timeout" -> number(kpi, "exitedTimeout");
            case "exit_empty" -> number(kpi, "exitedEmpty");
            case "lost" -> sum(kpi, "abandoned", "exitedTimeout", "exitedEmpty", "exitedKey");
            case "rna" -> sum(kpi, "ringNoAnswer", "ringRefused");
            case "transfers" -> number(kpi, "transferred");
            case "completed" -> number(kpi, "handled");
            case "completed_within_sl", "answered_within_sl" -> number(kpi, "answeredWithin");
            case "abandoned_within_sl" -> number(kpi, "abandonedWithin");
            case "awt", "wait", "call_wait", "wait_logged", "wait_clock" -> number(kpi, "waitMean");
            case "awt_int" -> whole(kpi, "waitMean");
            case "asa_from_connect", "asa_from_complete" -> number(kpi, "asa");
            case "aht_talk_only", "call_talk" -> number(kpi, "talkMean");
            case "longest_wait", "longest_wait_answered", "longest_wait_abandoned" -> number(kpi, "waitMax");
            case "answered_rate_pct" -> percent(kpi, "answerRate");
            case "qos_pct",
                    "sl_over_answered_pct",
                    "asterisk_sl_pct",
                    "sl_over_offered_pct",
                    "sl_excl_abandons_within_pct",
                    "sl_abandons_positive_pct",
                    "asterisk_sl2_pct" -> percent(kpi, "serviceLevel");
            case "out_attempts" -> number(kpi, "outAttempts");
            case "out_answered" -> number(kpi, "outAnswered");
            case "out_talk" -> number(kpi, "outTalk");
            case "call_outcome" -> kpi.get("abandoned").asInt() > 0 ? "abandoned" : "other";
            case "answered_waits" -> bucket(queue, check, "answered");
            case "abandoned_waits" -> bucket(queue, check, "abandoned");
            default -> NO_FIGURE;
        };
    }

    private static String agent(@Nullable JsonNode agent, String figure) {
        if (agent == null) {
            return "0";
        }
        return switch (figure) {
            case "answered", "talk", "login", "pause", "hold" -> number(agent, figure);
            case "session" -> number(agent, "login");
            case "wrapup" -> number(agent, "wrapUp");
            case "calls" -> number(agent, "answered");
            case "dump" -> number(agent, "agentDump");
            case "avg_talk" -> ratio(agent, "talk", "answered", 1);
            case "wait" -> number(agent, "available");
            case "talk_pct" -> ratio(agent, "talk", "login", 100);
            case "pause_pct" -> ratio(agent, "pause", "login", 100);
            case "wait_pct" -> ratio(agent, "available", "login", 100);
            default -> NO_FIGURE;
        };
    }

    private static String interval(JsonNode intervals, String name, String figure) {
        if (figure.equals("count")) {
            return Integer.toString(intervals.size());
        }
        var interval = intervals.get(Integer.parseInt(name));
        return interval == null
                ? NO_FIGURE
                : interval.get(figure.equals("until") ? "to" : "from").asText();
    }

    private static String all(JsonNode report, String figure) {
        var kpi = report.at("/totals/inbound/kpi");
        return switch (figure) {
            case "talk_seconds_total" -> number(kpi, "talk");
            case "transfers" -> number(kpi, "transferred");
            case "wait_by_enter", "wait_by_interval_clipped" -> {
                double waited = kpi.get("asa").asDouble() * kpi.get("answered").asDouble()
                        + kpi.get("abandonWait").asDouble()
                                * kpi.get("abandoned").asDouble();
                yield text(waited);
            }
            default -> NO_FIGURE;
        };
    }

    private static String bucket(JsonNode queue, JsonNode check, String which) {
        for (var bucket : queue.get("waits")) {
            if (bucket.get("min").equals(check.get("min"))) {
                return bucket.get(which).asText();
            }
        }
        return NO_FIGURE;
    }

    private static String number(JsonNode figures, String name) {
        var value = figures.get(name);
        return value.isNull() ? "null" : text(value.asDouble());
    }

    private static String whole(JsonNode figures, String name) {
        var value = figures.get(name);
        return value.isNull() ? "null" : Long.toString(value.asLong());
    }

    private static String percent(JsonNode figures, String name) {
        var value = figures.get(name);
        return value.isNull() ? "null" : text(value.asDouble() * 100);
    }

    private static String sum(JsonNode figures, String... names) {
        double sum = 0;
        for (var name : names) {
            sum += figures.get(name).asDouble();
        }
        return text(sum);
    }

    private static String ratio(JsonNode figures, String part, String whole, int factor) {
        double divisor = figures.get(whole).asDouble();
        return divisor == 0 ? "null" : text(figures.get(part).asDouble() * factor / divisor);
    }

    static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
