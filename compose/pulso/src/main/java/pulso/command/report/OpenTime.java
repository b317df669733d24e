package pulso.command.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentActivity;
import pulso.topology.bulk.BulkOutput.AgentEnd;
import pulso.topology.bulk.BulkOutput.OpenLine;

/**
 * Time of agents that still runs when the log ends, and so is in no minute yet: it runs to the end of the window.
 *
 * @param from bounds of the window
 * @param to also the moment to which what is open runs
 */
record OpenTime(Instant from, Instant to, Sheet sheet) {
    /** A break or pause whose login nobody knows is forgotten after this. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(16);

    private record Stretch(Instant from, Instant to) {}

    void add(AgentEnd state, QueueFilter shown) {
        var login = state.loggedInSince();
        var end = login == null ? LONGEST_SESSION : null;
        var sessions =
                new Session(stretch(login, null), stretch(state.breakSince(), end), stretch(state.pausedSince(), end));
        var talks = new ArrayList<Stretch>();
        var holds = new ArrayList<Stretch>();
        for (var line : state.lines()) {
            if (shown.shows(line.line().queue())) {
                line(line, talks, holds);
            }
        }
        var busy = union(talks);
        sheet.forEachInterval(from, to, (start, next) -> {
            var whole = new Stretch(start.isBefore(from) ? from : start, next.isAfter(to) ? to : next);
            for (var part : counted(whole)) {
                long worked = seconds(talks, part) + seconds(holds, part);
                long present = seconds(sessions.all(), part);
                if (worked + present > 0) {
                    sheet.cellsForUpdate(start)
                            .of(state.agent())
                            .addOpen(
                                    seconds(sessions.login(), part),
                                    seconds(sessions.onBreak(), part),
                                    seconds(sessions.paused(), part),
                                    seconds(busy, part))
                            .addOpenLine(seconds(talks, part), seconds(holds, part), 0);
                }
            }
        });
    }

    /** What of a stretch lies in the hours that count. */
    private List<Stretch> counted(Stretch whole) {
        if (sheet.hours().isAlways()) {
            return List.of(whole);
        }
        var parts = new ArrayList<Stretch>();
        for (var minute = whole.from(); minute.isBefore(whole.to()); minute = minute.plusSeconds(60)) {
            if (sheet.isCounted(minute)) {
                var next = minute.plusSeconds(60);
                parts.add(new Stretch(minute, next.isBefore(whole.to()) ? next : whole.to()));
            }
        }
        return parts;
    }

    private record Session(List<Stretch> login, List<Stretch> onBreak, List<Stretch> paused) {
        List<Stretch> all() {
            var all = new ArrayList<>(login);
            all.addAll(onBreak);
            all.addAll(paused);
            return all;
        }
    }

    private void line(OpenLine open, List<Stretch> talks, List<Stretch> holds) {
        var line = open.line();
        boolean isTalking = line.activity() == AgentActivity.TALKING;
        boolean isOnHold = line.activity() == AgentActivity.ON_HOLD;
        if (isTalking || isOnHold) {
            var since = open.talkSince();
            var otherwise = isTalking ? line.since() : to;
            talks.add(new Stretch(since == null ? otherwise : since, to));
        }
        if (isOnHold) {
            holds.add(new Stretch(line.since(), to));
        }
    }

    private List<Stretch> stretch(@Nullable Instant since, @Nullable Duration longest) {
        if (since == null) {
            return List.of();
        }
        var end = longest == null || since.plus(longest).isAfter(to) ? to : since.plus(longest);
        return List.of(new Stretch(since, end));
    }

    private static List<Stretch> union(List<Stretch> stretches) {
        var sorted =
                stretches.stream().sorted(Comparator.comparing(Stretch::from)).toList();
        var union = new ArrayList<Stretch>();
        var covered = Instant.MIN;
        for (var stretch : sorted) {
            var start = stretch.from().isAfter(covered) ? stretch.from() : covered;
            if (start.isBefore(stretch.to())) {
                union.add(new Stretch(start, stretch.to()));
                covered = stretch.to();
            }
        }
        return union;
    }

    private static long seconds(List<Stretch> stretches, Stretch part) {
        long seconds = 0;
        for (var stretch : stretches) {
            var start = stretch.from().isAfter(part.from()) ? stretch.from() : part.from();
            var end = stretch.to().isBefore(part.to()) ? stretch.to() : part.to();
            seconds += Math.max(0, Math.round(Duration.between(start, end).toMillis() / 1000.0));
        }
        return seconds;
    }
}
