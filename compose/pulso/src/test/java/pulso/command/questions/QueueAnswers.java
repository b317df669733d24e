package pulso.command.questions;

import static pulso.command.questions.Answer.ratio;
import static pulso.command.questions.Answer.row;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pulso.command.questions.Answer.Groups;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Direction;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;
import pulso.schemas.passage.Passage;

/** What is asked of queues, from passages and rows. */
final class QueueAnswers {
    private final Fortnight fortnight;

    QueueAnswers(Fortnight fortnight) {
        this.fortnight = fortnight;
    }

    Map<String, Answer> all() {
        var answers = new TreeMap<String, Answer>();
        answers.put("Service level by queue and day", serviceLevelByDay());
        answers.put("Abandons by quarter of an hour", abandons());
        answers.put("Heat map of weekday and hour", heatMap());
        answers.put("Service level for several thresholds", thresholds());
        answers.put("Service level by every formula", formulas());
        answers.put("Turned away at the door, by reason", refused());
        answers.put("Mix of channels by day", mix());
        answers.put("This week against the week before", weeks());
        answers.put("Percentiles of wait", percentiles());
        answers.put("Success of outbound calls by hour", outbound());
        answers.put("Who hangs up first", endings());
        answers.put("How far the dialler is", lists());
        return answers;
    }

    private List<Passage> calls(Predicate<Passage> which) {
        return fortnight.passages().stream()
                .filter(passage -> passage.channel() == Channel.TELEPHONY && which.test(passage))
                .toList();
    }

    private List<Passage> callsOfSecondWeek() {
        return calls(passage -> passage.direction() == Direction.INBOUND && Days.isInSecondWeek(passage.enter()));
    }

    private static boolean isWithin(Passage passage, int threshold) {
        return passage.waitSeconds() != null && passage.waitSeconds() <= threshold;
    }

    private static boolean isShort(Passage passage) {
        return passage.outcome() == Outcome.ABANDONED
                && passage.waitSeconds() != null
                && passage.waitSeconds() < Fortnight.SHORT;
    }

    private static int threshold(Passage passage) {
        boolean strict = passage.queue().equals(Fortnight.STRICT_QUEUE)
                && !passage.enter().isBefore(Fortnight.STRICTER);
        return strict ? Fortnight.STRICT_THRESHOLD : Fortnight.THRESHOLD;
    }

    private Answer serviceLevelByDay() {
        var groups = new Groups();
        for (var passage : callsOfSecondWeek()) {
            boolean answered = passage.outcome() == Outcome.ANSWERED;
            groups.of(Days.of(passage.enter()), passage.queue())
                    .add("offered", 1)
                    .count("answered", answered)
                    .count("judged", passage.outcome() != Outcome.OPEN && !isShort(passage))
                    .count("within", answered && isWithin(passage, threshold(passage)));
        }
        return groups.answer((key, sums) -> row(
                        key.get(0),
                        key.get(1),
                        sums.of("offered"),
                        sums.of("answered"),
                        sums.ratio("within", "judged")))
                .by(2, 1);
    }

    private Answer abandons() {
        var groups = new Groups();
        for (var passage : calls(passage -> passage.direction() == Direction.INBOUND)) {
            var enter = Fortnight.local(passage.enter());
            if (enter.toLocalDate().equals(Days.TUESDAY)) {
                var quarter = enter.withMinute(enter.getMinute() / 15 * 15)
                        .withSecond(0)
                        .withNano(0);
                groups.of(quarter)
                        .add("offered", 1)
                        .count("abandoned", passage.outcome() == Outcome.ABANDONED)
                        .count("short", isShort(passage));
            }
        }
        return groups.answer((key, sums) -> sums.of("abandoned") == 0
                        ? null
                        : row(key.getFirst(), sums.of("abandoned"), sums.of("short"), sums.of("offered")))
                .by(1);
    }

    private Answer heatMap() {
        var groups = new Groups();
        for (var passage : calls(passage -> passage.direction() == Direction.INBOUND)) {
            var enter = Fortnight.local(passage.enter());
            if (Days.isInFortnight(enter)) {
                groups.of(enter.getDayOfWeek().getValue(), enter.getHour()).add("calls", 1);
            }
        }
        return groups.answer((key, sums) -> row(key.get(0), key.get(1), sums.of("calls")))
                .by(1, 2);
    }

    private Answer thresholds() {
        var groups = new Groups();
        for (int threshold : List.of(10, 20, 45, 90)) {
            for (var passage : callsOfSecondWeek()) {
                groups.of(passage.queue(), threshold)
                        .count("judged", passage.outcome() != Outcome.OPEN && !isShort(passage))
                        .count("within", passage.outcome() == Outcome.ANSWERED && isWithin(passage, threshold));
            }
        }
        return groups.answer((key, sums) -> row(key.get(0), key.get(1), sums.ratio("within", "judged")))
                .by(1, 2);
    }

    private Answer formulas() {
        var groups = new Groups();
        for (var passage : callsOfSecondWeek()) {
            boolean answered = passage.outcome() == Outcome.ANSWERED;
            boolean abandoned = passage.outcome() == Outcome.ABANDONED;
            boolean within = isWithin(passage, threshold(passage));
            groups.of(passage.queue())
                    .count("answered", answered)
                    .count("answered within", answered && within)
                    .count("closed", passage.outcome() != Outcome.OPEN)
                    .count("abandoned", abandoned)
                    .count("abandoned within", abandoned && within)
                    .count("short", isShort(passage));
        }
        return groups.answer((key, sums) -> {
                    long within = sums.of("answered within");
                    long closed = sums.of("closed");
                    long gone = sums.of("abandoned within");
                    return row(
                            key.getFirst(),
                            ratio(within, sums.of("answered")),
                            ratio(within, closed),
                            ratio(within, closed - gone),
                            ratio(within + gone, closed),
                            ratio(within + gone, sums.of("answered") + sums.of("abandoned")),
                            ratio(within, closed - sums.of("short")));
                })
                .by(1);
    }

    private Answer refused() {
        var reasons = Map.of(
                "CLOSED", "closed",
                "OUTOFTIME", "closed",
                "HOLIDAYMESSAGE", "closed",
                "FULL", "full",
                "MAXQUEUE", "full",
                "NOAGENTS", "nobody",
                "JOINEMPTY", "nobody",
                "BLACKLIST", "blocked");
        var groups = new Groups();
        for (var channel : Channel.values()) {
            for (var log : fortnight.log(channel)) {
                var event = log.event();
                boolean isRefusal = reasons.containsKey(event)
                        && !(event.equals("BLACKLIST") && !log.agent().isEmpty());
                if (isRefusal && Days.isInFortnight(log.at())) {
                    groups.of(channel.wireName()).add(reasons.getOrDefault(event, ""), 1);
                }
            }
        }
        return groups.answer((key, sums) ->
                        row(key.getFirst(), sums.of("closed"), sums.of("full"), sums.of("nobody"), sums.of("blocked")))
                .by(1);
    }

    private Answer mix() {
        var days = new Groups();
        var groups = new Groups();
        for (var passage : fortnight.passages()) {
            var day = Days.of(passage.enter());
            if (passage.direction() == Direction.INBOUND && Days.isInSecondWeek(day)) {
                days.of(day).add("passages", 1);
                groups.of(day, passage.channel().wireName()).add("passages", 1);
            }
        }
        return groups.answer((key, sums) -> row(
                        key.get(0),
                        key.get(1),
                        sums.of("passages"),
                        ratio(sums.of("passages"), days.of(key.get(0)).of("passages"))))
                .by(1, -4, 2);
    }

    private Answer weeks() {
        var groups = new Groups();
        for (var passage : calls(passage -> passage.direction() == Direction.INBOUND)) {
            var day = Days.of(passage.enter());
            if (Days.isInFortnight(day)) {
                var week = day.isBefore(Days.SECOND_WEEK) ? "before" : "now";
                groups.of(passage.queue())
                        .add("offered " + week, 1)
                        .count("abandoned " + week, passage.outcome() == Outcome.ABANDONED);
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("offered now"),
                        sums.of("offered before"),
                        ratio(sums.of("offered now") - sums.of("offered before"), sums.of("offered before")),
                        sums.of("abandoned now"),
                        sums.of("abandoned before")))
                .by(1);
    }

    private Answer percentiles() {
        var waits = new TreeMap<String, List<Long>>();
        for (var passage : calls(passage -> Days.isInFortnight(passage.enter()))) {
            var list = waits.computeIfAbsent(passage.queue(), _ -> new ArrayList<>());
            boolean ended = passage.outcome() != Outcome.OPEN && passage.outcome() != Outcome.SYSTEM;
            if (ended && passage.waitSeconds() != null) {
                list.add(passage.waitSeconds());
            }
        }
        var answer = new Answer();
        waits.forEach((queue, list) -> {
            list.sort(Comparator.naturalOrder());
            answer.add(
                    queue, nearest(list, 50), nearest(list, 80), nearest(list, 90), nearest(list, 95), list.getLast());
        });
        return answer.by(1);
    }

    private static @Nullable Long nearest(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    private Answer outbound() {
        var groups = new Groups();
        for (var row : fortnight.log(Channel.TELEPHONY)) {
            LocalDateTime at = row.at();
            if (row.event().equals("OUTCALL") && Days.isInFortnight(at)) {
                groups.of(row.queue(), at.getHour())
                        .add("calls", 1)
                        .count("reached", row.data(1).startsWith("ANSWER"));
            }
        }
        return groups.answer((key, sums) -> row(
                        key.get(0), key.get(1), sums.of("calls"), sums.of("reached"), sums.ratio("reached", "calls")))
                .by(1, 2);
    }

    private Answer endings() {
        var groups = new Groups();
        for (var passage : calls(passage -> passage.direction() == Direction.INBOUND && passage.talkEnd() != null)) {
            var end = passage.talkEnd();
            if (end != null && Days.isInSecondWeek(end)) {
                var type = passage.endType();
                groups.of(passage.queue())
                        .add("talks", 1)
                        .count("caller", type == EndType.CALLER)
                        .count("agent", type == EndType.AGENT)
                        .count("transferred", type != null && type.isTransfer());
            }
        }
        return groups.answer((key, sums) -> row(
                        key.getFirst(),
                        sums.of("talks"),
                        sums.ratio("caller", "talks"),
                        sums.ratio("agent", "talks"),
                        sums.ratio("transferred", "talks")))
                .by(1);
    }

    /** From the tables of the dialler as they stand in the end. */
    private Answer lists() {
        var contacts = new Groups();
        for (var row : fortnight.standing("CALLS_SPOOL")) {
            var status = row.get("status") instanceof Long number ? number : Long.valueOf(-1);
            contacts.of(text(row, "campaign"), text(row, "dialerbase"))
                    .count("ready", status == 1)
                    .count("in process", status == 0)
                    .count("blocked", status == 3);
        }
        var answer = new Answer();
        for (var list : fortnight.standing("DIALER_BASE")) {
            var sums = contacts.of(text(list, "campaign"), text(list, "name"));
            long left = sums.of("ready") + sums.of("in process");
            if (left > 0 && list.get("records") instanceof Long records) {
                var part = ratio(left + sums.of("blocked"), records);
                answer.add(
                        text(list, "campaign"),
                        text(list, "name"),
                        records,
                        sums.of("ready"),
                        sums.of("in process"),
                        sums.of("blocked"),
                        part == null ? null : Double.valueOf(1 - part));
            }
        }
        return answer.by(1, 2);
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.getOrDefault(column, ""));
    }
}
