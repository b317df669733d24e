package pulso.topology.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueCount;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.source.Heartbeat;
import pulso.schemas.source.RejectedRow;
import pulso.topology.CentreOutput;

/** What one way of folding says, as text that can be compared: a line for each minute in which there is anything. */
final class Summed {
    private final Map<String, QueueFigures> queues = new TreeMap<>();
    private final Map<String, AgentFigures> agents = new TreeMap<>();
    private final Map<String, String> ends = new TreeMap<>();
    private final List<String> rejected = new ArrayList<>();
    private long duplicates;

    /** Parts, which add up. */
    final class OfBulk implements BulkOutput {
        @Override
        public void minute(QueueMinute part) {
            queues.computeIfAbsent(key(part), _ -> new QueueFigures()).add(part);
        }

        @Override
        public void minute(AgentMinute part) {
            agents.computeIfAbsent(key(part), _ -> new AgentFigures()).add(part);
        }

        @Override
        public void agent(AgentEnd agent) {
            var lines = agent.lines().stream().map(OpenLine::line).toList();
            end(agent.agent(), lines, agent.loggedInSince(), agent.breakSince(), agent.pausedSince());
        }

        @Override
        public void unusable(QueueEvent row) {
            rejected.add(row.at().toString());
        }

        @Override
        public void duplicate() {
            duplicates++;
        }
    }

    /** Minutes as a whole, of which the last counts. */
    final class OfCentre implements CentreOutput {
        @Override
        public void minute(QueueMinute minute) {
            queues.put(key(minute), new QueueFigures().add(minute));
        }

        @Override
        public void minute(AgentMinute minute) {
            agents.put(key(minute), new AgentFigures().add(minute));
        }

        @Override
        public void state(AgentState state) {
            end(state.agent(), state.lines(), state.loggedInSince(), state.breakSince(), state.pausedSince());
        }

        @Override
        public void rejected(RejectedRow row) {
            rejected.add(row.rejectedAt().toString());
        }

        @Override
        public void passage(Passage passage) {}

        @Override
        public void withdrawn(Passage passage) {}

        @Override
        public void closed(AgentInterval interval) {}

        @Override
        public void superseded(AgentInterval interval) {}

        @Override
        public void progress(Heartbeat heartbeat) {}

        @Override
        public void list(DialerList list) {}

        @Override
        public void gone(DialerList list) {}
    }

    private static String key(QueueMinute minute) {
        return minute.minute() + " " + minute.channel() + ' ' + minute.queue();
    }

    private static String key(AgentMinute minute) {
        return minute.minute() + " " + minute.agent() + ' ' + minute.queue();
    }

    private void end(String agent, List<AgentLine> lines, @Nullable Instant... since) {
        var shown = new TreeSet<String>();
        lines.forEach(line -> shown.add(line.toString()));
        boolean isAnything = !shown.isEmpty() || Arrays.stream(since).anyMatch(Objects::nonNull);
        if (isAnything) {
            ends.put(agent, shown + " " + Arrays.toString(since));
        } else {
            ends.remove(agent);
        }
    }

    long duplicates() {
        return duplicates;
    }

    List<String> rejected() {
        return rejected.stream().sorted().toList();
    }

    /** Every figure that is not 0, by minute and name. */
    Map<String, String> lines() {
        var lines = new LinkedHashMap<String, String>();
        queues.forEach((key, figures) -> {
            var text = new StringBuilder();
            for (var count : QueueCount.values()) {
                if (figures.get(count) != 0) {
                    text.append(count).append('=').append(figures.get(count)).append(' ');
                }
            }
            for (var waits : List.of(figures.answeredWaits(), figures.abandonedWaits(), figures.endedWaits())) {
                text.append(waits.toDistribution().counts());
            }
            put(lines, "queue " + key, text.toString(), "[][][]");
        });
        agents.forEach((key, figures) -> {
            var text = new StringBuilder().append(figures.busy()).append(' ').append(figures.agentDumps());
            for (var kpi : AgentKpi.values()) {
                text.append(' ').append(kpi.id()).append('=').append(Objects.toString(kpi.of(figures)));
            }
            put(lines, "agent " + key, text.toString(), NOTHING);
        });
        ends.forEach((agent, end) -> lines.put("end " + agent, end));
        return lines;
    }

    private static final String NOTHING = nothing();

    private static String nothing() {
        var figures = new AgentFigures();
        var text = new StringBuilder("0 0");
        for (var kpi : AgentKpi.values()) {
            text.append(' ').append(kpi.id()).append('=').append(Objects.toString(kpi.of(figures)));
        }
        return text.toString();
    }

    private static void put(Map<String, String> lines, String key, String text, String nothing) {
        if (!text.equals(nothing)) {
            lines.put(key, text);
        }
    }
}
