package pulso.command.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulso.clickhouse.GenerationDiff;
import pulso.clickhouse.GenerationDiff.Difference;
import pulso.clickhouse.GenerationDiff.Part;
import pulso.clickhouse.GenerationDiff.Window;
import pulso.schemas.kpi.AgentFigures;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.QueueMinute;

/**
 * What one generation tells otherwise than another: figures of each queue and agent by day, and passages. Where both
 * follow what comes, one of them is always a moment ahead: a row counts as different only when neither generation has
 * touched it for a while and it still differs.
 */
final class Comparison {
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final int PATIENCE = 5;

    private final GenerationDiff diff;
    private final Window window;
    private final boolean isMoving;
    private final ZoneId zone;
    private final Kpi.Parameters parameters;
    private final Selection selection;

    /**
     * @param isMoving whether the generations follow what comes
     * @param zone whose midnight parts the days
     */
    Comparison(
            GenerationDiff diff,
            Window window,
            boolean isMoving,
            ZoneId zone,
            Kpi.Parameters parameters,
            Selection selection) {
        this.diff = diff;
        this.window = window;
        this.isMoving = isMoving;
        this.zone = zone;
        this.parameters = parameters;
        this.selection = selection;
    }

    /** One figure that differs; null where it is unknown. */
    record Figure(
            String source,
            String of,
            LocalDate day,
            String kpi,
            @Nullable Number before,
            @Nullable Number after) {}

    /**
     * What was found.
     *
     * @param figures how many figures were compared
     * @param passages how many passages the two have, the greater number of both
     * @param inMotion rows that changed while they were compared, and are left out
     */
    record Result(
            List<Figure> queues,
            List<Figure> agents,
            List<String> changedPassages,
            long figures,
            long passages,
            long inMotion) {
        boolean isEqual() {
            return queues.isEmpty() && agents.isEmpty() && changedPassages.isEmpty();
        }
    }

    /** What differs of one table, and what is not to be judged since it moves. */
    private record Settled(List<Difference> differences, Set<String> moving) {
        static final Settled NOTHING = new Settled(List.of(), Set.of());
    }

    /** @throws pulso.command.ConfigException when a queue was asked for that is not there */
    Result compare() throws InterruptedException {
        var passages = selection.hasPassages() ? settled(Part.PASSAGES) : Settled.NOTHING;
        var queueMinutes = settled(Part.QUEUE_MINUTES);
        var agentMinutes = selection.hasAgents() ? settled(Part.AGENT_MINUTES) : Settled.NOTHING;
        var queues = new TreeMap<String, Side<QueueFigures>>();
        var agents = new TreeMap<String, Side<AgentFigures>>();
        readQueues(queues, queueMinutes);
        if (selection.hasAgents()) {
            readAgents(agents, agentMinutes);
        }
        var ofQueues = new ArrayList<Figure>();
        var ofAgents = new ArrayList<Figure>();
        var kpis = Arrays.stream(Kpi.values())
                .filter(kpi -> selection.isOfKpi(kpi.id()))
                .toList();
        var agentKpis = Arrays.stream(AgentKpi.values())
                .filter(kpi -> selection.isOfKpi(kpi.id()))
                .toList();
        queues.values()
                .forEach(side -> kpis.forEach(kpi -> side.compare(
                        kpi.id(), kpi.of(side.left, parameters), kpi.of(side.right, parameters), ofQueues)));
        agents.values()
                .forEach(side -> agentKpis.forEach(
                        kpi -> side.compare(kpi.id(), kpi.of(side.left), kpi.of(side.right), ofAgents)));
        return new Result(
                ofQueues,
                ofAgents,
                passages.differences().stream()
                        .map(Difference::key)
                        .filter(key -> selection.isOfQueue(queueOfPassage(key)))
                        .toList(),
                (long) queues.size() * kpis.size() + (long) agents.size() * agentKpis.size(),
                selection.hasPassages() ? Math.max(passages(window.left()), passages(window.right())) : 0,
                passages.moving().size()
                        + queueMinutes.moving().size()
                        + agentMinutes.moving().size());
    }

    private long passages(String generation) {
        return diff.passages(generation, window, selection.queues());
    }

    private static String queueOfPassage(String key) {
        return GenerationDiff.parts(key).get(3);
    }

    /** One queue or agent on one day, in both generations. */
    private static final class Side<F> {
        private final String source;
        private final String of;
        private final LocalDate day;
        private final F left;
        private final F right;

        Side(String source, String of, LocalDate day, F left, F right) {
            this.source = source;
            this.of = of;
            this.day = day;
            this.left = left;
            this.right = right;
        }

        void compare(String kpi, @Nullable Number before, @Nullable Number after, List<Figure> into) {
            boolean isSame = (before == null || after == null)
                    ? Objects.equals(before, after)
                    : Double.compare(before.doubleValue(), after.doubleValue()) == 0;
            if (!isSame) {
                into.add(new Figure(source, of, day, kpi, before, after));
            }
        }
    }

    private Settled settled(Part part) throws InterruptedException {
        var seen = diff.differences(part, window);
        var settled = new HashMap<String, Difference>();
        for (int attempt = 0; isMoving && !seen.isEmpty() && attempt < PATIENCE; attempt++) {
            Thread.sleep(SETTLING);
            var former = Set.copyOf(seen);
            seen = diff.differences(part, window);
            settled.clear();
            seen.stream().filter(former::contains).forEach(each -> settled.put(each.key(), each));
            if (settled.size() == seen.size()) {
                break;
            }
        }
        if (!isMoving) {
            seen.forEach(each -> settled.put(each.key(), each));
        }
        var moving = new HashSet<String>();
        seen.stream()
                .map(Difference::key)
                .filter(key -> !settled.containsKey(key))
                .forEach(moving::add);
        return new Settled(
                settled.values().stream()
                        .sorted((a, b) -> a.key().compareTo(b.key()))
                        .toList(),
                moving);
    }

    private LocalDate day(Instant minute) {
        return minute.atZone(zone).toLocalDate();
    }

    /** Rows that do not differ are read once and tell both sides. */
    private void readQueues(Map<String, Side<QueueFigures>> queues, Settled settled) {
        var differing = keys(settled);
        var existing = new TreeSet<String>();
        diff.queueMinutes(window.left(), window, minute -> {
            existing.add(minute.queue());
            if (selection.isOfQueue(minute.queue())) {
                var side = queueSide(queues, minute);
                side.left.add(minute);
                if (!differing.contains(key(minute))) {
                    side.right.add(minute);
                }
            }
        });
        if (!differing.isEmpty()) {
            diff.queueMinutes(window.right(), window, minute -> {
                existing.add(minute.queue());
                if (selection.isOfQueue(minute.queue()) && differing.contains(key(minute))) {
                    queueSide(queues, minute).right.add(minute);
                }
            });
        }
        selection.requireQueues(existing);
    }

    private Side<QueueFigures> queueSide(Map<String, Side<QueueFigures>> queues, QueueMinute minute) {
        var of = minute.channel().wireName() + ' ' + minute.queue();
        return queues.computeIfAbsent(
                day(minute.minute()) + " " + minute.source() + ' ' + of,
                _ -> new Side<>(minute.source(), of, day(minute.minute()), new QueueFigures(), new QueueFigures()));
    }

    private void readAgents(Map<String, Side<AgentFigures>> agents, Settled settled) {
        var differing = keys(settled);
        diff.agentMinutes(window.left(), window, minute -> {
            var side = agentSide(agents, minute);
            side.left.add(minute);
            if (!differing.contains(key(minute))) {
                side.right.add(minute);
            }
        });
        if (!differing.isEmpty()) {
            diff.agentMinutes(window.right(), window, minute -> {
                if (differing.contains(key(minute))) {
                    agentSide(agents, minute).right.add(minute);
                }
            });
        }
    }

    private Side<AgentFigures> agentSide(Map<String, Side<AgentFigures>> agents, AgentMinute minute) {
        return agents.computeIfAbsent(
                day(minute.minute()) + " " + minute.source() + ' ' + minute.agent(),
                _ -> new Side<>(
                        minute.source(), minute.agent(), day(minute.minute()), new AgentFigures(), new AgentFigures()));
    }

    private static String key(QueueMinute minute) {
        return GenerationDiff.key(
                minute.source(),
                minute.channel().wireName(),
                minute.queue(),
                minute.minute().toEpochMilli());
    }

    private static String key(AgentMinute minute) {
        return GenerationDiff.key(
                minute.source(), minute.agent(), minute.queue(), minute.minute().toEpochMilli());
    }

    private static Set<String> keys(Settled settled) {
        var keys = new HashSet<String>();
        settled.differences().forEach(difference -> keys.add(difference.key()));
        return keys;
    }
}
