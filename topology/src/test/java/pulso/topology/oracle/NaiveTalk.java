package pulso.topology.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How conversations end: by age, by the row of another callid, and what was hold in them. */
final class NaiveTalk {
    private NaiveTalk() {}

    /** An end under another callid is of the conversation of the same queue and agent that began when its fields say. */
    static boolean canBeEndOf(Seen end, Visit visit) {
        var talk = Ends.talk(end);
        var connect = visit.connect;
        return talk != null
                && connect != null
                && !visit.callid.equals(end.callid())
                && visit.queue.equals(end.queue())
                && visit.agent != null
                && visit.agent.equals(end.agent())
                && Math.abs(connect.getEpochSecond() + talk - end.at().getEpochSecond()) <= 1;
    }

    static void finish(Visit visit, Instant now) {
        if (visit.isOpen()) {
            if (visit.restart != null
                    || !visit.enter.plus(Seen.maximumAge(visit.channel)).isAfter(now)) {
                NaiveInteraction.cut(visit, now);
            }
        }
        var connect = visit.connect;
        var talkEnd = visit.talkEnd;
        if (connect != null && talkEnd != null) {
            visit.holds.addAll(holds(visit, connect, talkEnd));
            visit.hold = visit.talk == null ? null : (Long) seconds(visit.holds);
        }
    }

    private static List<Visit.Stretch> holds(Visit visit, Instant connect, Instant talkEnd) {
        var all = new ArrayList<>(visit.holdStretches);
        for (boolean isPhone : new boolean[] {false, true}) {
            @Nullable Instant since = null;
            for (var row : visit.holdRows) {
                if (row.event().startsWith("PHONE") != isPhone) {
                    continue;
                }
                boolean isStart = row.event().equals("HOLD") || row.event().startsWith("PHONESTAR");
                if (isStart) {
                    since = since == null ? row.at() : since;
                } else if (since != null) {
                    all.add(new Visit.Stretch(visit.agent, since, row.at()));
                    since = null;
                }
            }
            if (since != null) {
                all.add(new Visit.Stretch(visit.agent, since, talkEnd));
            }
        }
        return union(all, connect, talkEnd);
    }

    static List<Visit.Stretch> union(List<Visit.Stretch> stretches, Instant notBefore, Instant notAfter) {
        var sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparing(stretch -> stretch.from));
        var union = new ArrayList<Visit.Stretch>();
        for (var stretch : sorted) {
            var from = stretch.from.isBefore(notBefore) ? notBefore : stretch.from;
            var to = stretch.to == null || stretch.to.isAfter(notAfter) ? notAfter : stretch.to;
            var last = union.isEmpty() ? null : union.getLast();
            var lastTo = last == null ? null : last.to;
            if (!from.isBefore(to)) {
                continue;
            }
            if (last != null && lastTo != null && !from.isAfter(lastTo)) {
                last.to = to.isAfter(lastTo) ? to : lastTo;
            } else {
                union.add(new Visit.Stretch(stretch.agent, from, to));
            }
        }
        return union;
    }

    static long seconds(List<Visit.Stretch> stretches) {
        long seconds = 0;
        for (var stretch : stretches) {
            seconds += stretch.to == null ? 0 : stretch.to.getEpochSecond() - stretch.from.getEpochSecond();
        }
        return seconds;
    }
}
