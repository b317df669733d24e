package pulso.topology.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/** Agents' time by the clock. */
final class NaiveAgents {
    private final Instant now;
    private final Figures figures;
    private final TreeMap<String, List<Visit.Stretch>> busy = new TreeMap<>();

    NaiveAgents(Instant now, Figures figures) {
        this.now = now;
        this.figures = figures;
    }

    /** What agents did outside of passages. */
    record Alone(List<Seen> wrapUps, List<NaiveOutbound.Ended> outbound, List<StrayHolds.Hold> holds) {}

    void count(List<Seen> log, List<Visit> visits, Alone alone, List<Seen> restarts) {
        for (var visit : visits) {
            visit.talks.forEach(talk -> closed(talk, visit.queue, "talkSeconds", true));
            for (var talk : visit.talks) {
                if (talk.to != null && visit.talkEnd != null) {
                    NaiveTalk.union(visit.holds, talk.from, talk.to)
                            .forEach(hold -> closed(
                                    new Visit.Stretch(talk.agent, hold.from, hold.to),
                                    visit.queue,
                                    "holdSeconds",
                                    false));
                }
            }
            visit.wrapUpStretches.forEach(wrapUp -> closed(wrapUp, visit.queue, "wrapUpSeconds", true));
        }
        alone.holds().forEach(hold -> closed(hold.stretch(), hold.began().queue(), "holdSeconds", false));
        for (var row : alone.wrapUps()) {
            closed(before(row, Ends.wrapUpSeconds(row)), row.queue(), "wrapUpSeconds", true);
        }
        for (var ended : alone.outbound()) {
            var row = ended.row();
            var stretch = new Visit.Stretch(ended.agent(), row.at().minusSeconds(ended.talkSeconds()), row.at());
            closed(stretch, ended.queue(), "talkSeconds", true);
        }
        for (var row : log) {
            var talk = row.number(2);
            if (row.is("OUTCALL")
                    && row.channel() == Channel.TELEPHONY
                    && talk != null
                    && NaiveQueues.isAnswered(row)) {
                closed(before(row, talk), row.queue(), "talkSeconds", true);
            }
        }
        busy.forEach((agent, stretches) -> NaiveTalk.union(stretches, Instant.MIN, Instant.MAX)
                .forEach(stretch -> seconds(agent, stretch, "busySeconds")));
        var sessions = new TreeMap<String, List<Seen>>();
        for (var row : log) {
            if (row.agent() != null
                    && row.is("AGENTLOGIN", "AGENTLOGOFF", "BREAK", "UNBREAK", "REALPAUSE", "REALUNPAUSE")) {
                sessions.computeIfAbsent(row.agent(), _ -> new ArrayList<>()).add(row);
            }
        }
        sessions.forEach((agent, rows) -> {
            var session = new NaiveSession(rows, restarts, now);
            session.logins().forEach(login -> seconds(agent, login, "loginSeconds"));
            session.breaks().forEach(absence -> seconds(agent, absence, "breakSeconds"));
            session.pauses().forEach(absence -> seconds(agent, absence, "pauseSeconds"));
        });
    }

    private static Visit.Stretch before(Seen row, long seconds) {
        return new Visit.Stretch(row.agent(), row.at().minusSeconds(seconds), row.at());
    }

    private void closed(Visit.Stretch stretch, @Nullable String queue, String figure, boolean isBusy) {
        if (stretch.agent != null && stretch.to != null && stretch.from.isBefore(stretch.to)) {
            figures.agentSeconds(stretch.agent, queue == null ? "" : queue, stretch.from, stretch.to, figure);
            if (isBusy) {
                busy.computeIfAbsent(stretch.agent, _ -> new ArrayList<>()).add(stretch);
            }
        }
    }

    private void seconds(String agent, Visit.Stretch stretch, String figure) {
        if (stretch.to != null) {
            figures.agentSeconds(agent, "", stretch.from, stretch.to, figure);
        }
    }
}
