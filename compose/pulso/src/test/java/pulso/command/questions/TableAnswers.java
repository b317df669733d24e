package pulso.command.questions;

import static pulso.command.questions.Answer.row;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import pulso.command.questions.Answer.Groups;

/** What is asked of the tables beside the logs, from their rows. */
final class TableAnswers {
    private final Fortnight fortnight;

    TableAnswers(Fortnight fortnight) {
        this.fortnight = fortnight;
    }

    Map<String, Answer> all() {
        var answers = new TreeMap<String, Answer>();
        answers.put("What became of calls, by campaign", dispositions());
        answers.put("Disposition codes that agents set", codes());
        answers.put("Marks in recordings, by queue", marks());
        answers.put("Blocked numbers", blocked());
        answers.put("Text messages sent and read", texts());
        answers.put("What supervisors did", supervisors());
        return answers;
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.getOrDefault(column, ""));
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column))).longValue();
    }

    private static LocalDateTime time(Map<String, Object> row, String column) {
        return (LocalDateTime) Objects.requireNonNull(row.get(column));
    }

    private Answer dispositions() {
        var groups = new Groups();
        for (var call : fortnight.calls.values()) {
            if (Days.isInSecondWeek(time(call, "calldate"))) {
                groups.of(text(call, "campaign"), text(call, "disposition"))
                        .add("calls", 1)
                        .add("duration", number(call, "duration"))
                        .add("billsec", number(call, "billsec"));
            }
        }
        return groups.answer((key, sums) -> row(
                        key.get(0),
                        key.get(1),
                        sums.of("calls"),
                        sums.ratio("duration", "calls"),
                        sums.ratio("billsec", "calls")))
                .by(1, 2);
    }

    private Answer codes() {
        var groups = new Groups();
        for (var call : fortnight.calls.values()) {
            var code = text(call, "userfield");
            if (!code.isEmpty() && Days.isInSecondWeek(time(call, "calldate"))) {
                var sums =
                        groups.of(text(call, "campaign"), code.split(":", 2)[0]).add("calls", 1);
                if (call.get("finishtime") instanceof LocalDateTime finish) {
                    sums.add("known", 1)
                            .add(
                                    "after",
                                    Duration.between(time(call, "calldate"), finish)
                                            .toSeconds());
                }
            }
        }
        return groups.answer((key, sums) -> row(key.get(0), key.get(1), sums.of("calls"), sums.ratio("after", "known")))
                .by(1, -3, 2);
    }

    private Answer marks() {
        var queuesByGuid = new HashMap<String, Set<String>>();
        for (var passage : fortnight.passages()) {
            if (passage.guid() != null && Days.isInSecondWeek(passage.enter())) {
                queuesByGuid
                        .computeIfAbsent(passage.guid(), _ -> new HashSet<>())
                        .add(passage.queue());
            }
        }
        var groups = new Groups();
        var seen = new HashSet<String>();
        for (var tag : fortnight.rows("TAGS")) {
            if (Days.isInSecondWeek(time(tag, "datetime"))) {
                var guid = text(tag, "guid");
                for (var queue : queuesByGuid.getOrDefault(guid, Set.of())) {
                    var sums = groups.of(queue).add("marks", 1).count("recordings", seen.add(queue + ' ' + guid));
                    // The earliest is the greatest of what is left of a very long day
                    sums.most("left", 1_000_000 - number(tag, "time"));
                }
            }
        }
        return groups.answer((key, sums) ->
                        row(key.getFirst(), sums.of("marks"), sums.of("recordings"), 1_000_000 - sums.of("left")))
                .by(-2, 1);
    }

    private Answer blocked() {
        var groups = new Groups();
        var agents = new HashSet<String>();
        for (var attempt : fortnight.rows("BLACK_LIST_HISTORY")) {
            if (Days.isInFortnight(time(attempt, "calldate"))) {
                var agent = text(attempt, "src");
                var number = text(attempt, "dst");
                groups.of(number)
                        .add("attempts", 1)
                        .count("came in", agent.isEmpty())
                        .count("agents", !agent.isEmpty() && agents.add(number + ' ' + agent));
            }
        }
        return groups.answer(
                        (key, sums) -> row(key.getFirst(), sums.of("attempts"), sums.of("came in"), sums.of("agents")))
                .by(-2, 1)
                .first(10);
    }

    private Answer texts() {
        var groups = new Groups();
        var conversations = new HashSet<String>();
        for (var message : fortnight.standing("SMS_REPO")) {
            if (Days.isInSecondWeek(time(message, "dateprocessed"))) {
                var campaign = text(message, "campaign");
                var direction = text(message, "direction");
                groups.of(campaign, direction)
                        .add("messages", 1)
                        .count("delivered", text(message, "result").equals("OK"))
                        .count(
                                "conversations",
                                conversations.add(campaign + ' ' + direction + ' ' + text(message, "sessionid")));
            }
        }
        return groups.answer((key, sums) -> row(
                        key.get(0), key.get(1), sums.of("messages"), sums.of("delivered"), sums.of("conversations")))
                .by(1, 2);
    }

    private Answer supervisors() {
        var groups = new Groups();
        for (var act : fortnight.rows("AUDITORY")) {
            if (Days.isInSecondWeek(time(act, "datetime"))) {
                groups.of(text(act, "userid"))
                        .add("actions", 1)
                        .count("exports", text(act, "action").startsWith("Export"))
                        .count("heard", text(act, "action").startsWith("Listen"));
            }
        }
        return groups.answer(
                        (key, sums) -> row(key.getFirst(), sums.of("actions"), sums.of("exports"), sums.of("heard")))
                .by(1);
    }
}
