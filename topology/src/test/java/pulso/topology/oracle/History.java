package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import pulso.schemas.passage.Channel;

/**
 * Some hours of a small contact centre, made of a seed alone: its rows in the order in which they were committed, and the
 * moment up to which time has passed after them.
 */
record History(long seed, ZoneId zone, List<LogRow> rows, Instant end) {
    /** Where the centre stands and when it opens: days on which clocks change, midnights, and days like any other. */
    private static final List<String[]> PLACES = List.of(
            new String[] {"America/Montevideo", "2026-11-18T11:00:00Z"},
            new String[] {"America/Montevideo", "2026-11-19T02:30:00Z"},
            new String[] {"Europe/Madrid", "2026-10-24T23:30:00Z"},
            new String[] {"Europe/Madrid", "2026-03-29T00:30:00Z"},
            new String[] {"America/Santiago", "2026-04-05T02:20:00Z"},
            new String[] {"America/Santiago", "2026-09-06T03:00:00Z"},
            new String[] {"America/New_York", "2026-11-01T04:40:00Z"},
            new String[] {"Australia/Lord_Howe", "2026-04-04T14:20:00Z"},
            new String[] {"Asia/Kathmandu", "2026-12-31T18:00:00Z"},
            new String[] {"UTC", "2026-02-28T23:00:00Z"});

    private static final List<String> QUEUES =
            List.of("Ventas<-", "Soporte<-", "Ñandú & Cía<-", "Cobros", "Bajas<-", "Oro<-");

    static History of(long seed, List<Channel> channels) {
        var random = new Random(seed);
        var place = PLACES.get(random.nextInt(PLACES.size()));
        var zone = ZoneId.of(place[0]);
        long span = random.nextInt(10) == 0 ? 86_400 : 600L + random.nextInt(random.nextBoolean() ? 3600 : 14_400);
        double damage = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.12;
        var script = new Script(random, zone, Instant.parse(place[1]), span, damage);
        write(script, channels);
        var rows = numbered(script);
        var last = rows.isEmpty() ? script.start : rows.getLast().committed();
        var end = last.plus(
                switch (random.nextInt(4)) {
                    case 0 -> Duration.ofSeconds(1);
                    case 1 -> Duration.ofHours(7);
                    case 2 -> Duration.ofHours(30);
                    default -> Duration.ofDays(8);
                });
        return new History(seed, zone, rows, end);
    }

    private static void write(Script script, List<Channel> channels) {
        var random = script.random;
        for (var agent : script.agents) {
            script.group++;
            new SessionScript(script).day(agent);
        }
        var queues = QUEUES.subList(0, 1 + random.nextInt(QUEUES.size()));
        var calls = new CallScript(script, queues);
        var chats = channels.stream()
                .filter(channel -> channel != Channel.TELEPHONY && random.nextInt(3) == 0)
                .map(channel -> new ChatScript(script, channel, queues))
                .toList();
        int interactions = 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 9);
        for (int i = 0; i < interactions; i++) {
            script.group++;
            if (chats.isEmpty() || random.nextBoolean()) {
                calls.call();
            } else {
                script.pick(chats).chat();
            }
        }
        if (random.nextInt(8) == 0) {
            script.group++;
            script.hasLateRows = true;
            script.delay = random.nextBoolean()
                    ? Duration.ofHours(random.nextBoolean() ? 24 : 22).plusSeconds(700 + random.nextInt(1200))
                    : Duration.ofHours(-26).minusSeconds(10 + random.nextInt(100));
            calls.call();
            script.delay = Duration.ZERO;
        }
        for (int restarts = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0; restarts > 0; restarts--) {
            script.group++;
            calls.restart();
        }
        for (int unknown = random.nextInt(3); unknown > 0; unknown--) {
            script.group++;
            calls.unknown();
        }
    }

    /** In the order of commit, with origids, and with what a source repeats and updates. */
    private static List<LogRow> numbered(Script script) {
        var written = new ArrayList<>(script.rows);
        written.sort(Comparator.comparing(LogRow::committed));
        var rows = new ArrayList<LogRow>();
        var taken = new HashSet<String>();
        var later = new HashMap<Integer, LogRow>();
        for (int i = 0; i < written.size(); i++) {
            var row = numbered(script, written.get(i), taken);
            rows.add(row);
            boolean isLog = !row.table().equals(LogRow.CDR);
            int place = i + 1 + script.random.nextInt(20);
            if (isLog && !script.hasLateRows && script.chance(0.02) && !isAmbiguous(script.zone, row.datetime())) {
                later.put(place, row);
            } else if (isLog
                    && !script.hasLateRows
                    && !joins(row)
                    && script.chance(0.01)
                    && !isAmbiguous(script.zone, row.datetime())) {
                later.put(place, script.updated(row));
            } else if (!isLog && !script.hasLateRows && script.chance(0.3)) {
                later.put(place, script.rated(row));
            }
            var again = later.remove(i);
            if (again != null && !isRatedTooLate(again, row)) {
                rows.add(again.committedAt(row.committed()));
            }
        }
        return List.copyOf(rows);
    }

    /** A call is forgotten a day after its last row: who rates it later rates nothing. */
    private static boolean isRatedTooLate(LogRow rated, LogRow then) {
        return rated.table().equals(LogRow.CDR)
                && then.committed().isAfter(rated.committed().plus(Duration.ofHours(12)));
    }

    /**
     * What was joined by a row is not taken apart by an update of it: the link of a guid, and a swapped end with the
     * conversation that was open before the update.
     */
    private static boolean joins(LogRow row) {
        var event = row.columns().getOrDefault("event", "");
        boolean isEnd = event.startsWith("COMPLETE") || event.endsWith("TRANSFER") || event.equals("CONNECT");
        return event.startsWith("PHONE") || (isEnd && row.table().equals("QUEUE_LOG_REPO"));
    }

    private static LogRow numbered(Script script, LogRow row, Set<String> taken) {
        if (row.table().equals(LogRow.CDR)) {
            return row;
        }
        if (script.chance(0.002)) {
            script.countAnew(row.table());
        }
        long origId = script.nextOrigId(row.table());
        while (!taken.add(row.table() + origId + row.datetime())) {
            origId = script.nextOrigId(row.table());
        }
        return new LogRow(row.table(), origId, row.datetime(), row.columns(), row.committed(), row.group(), null);
    }

    /** The rows as they stand at last: those that an update replaced are gone. */
    static List<LogRow> standing(List<LogRow> rows) {
        var replaced = Collections.newSetFromMap(new IdentityHashMap<LogRow, Boolean>());
        for (var row : rows) {
            if (row.before() != null) {
                replaced.add(row.before());
            }
        }
        return rows.stream().filter(row -> !replaced.contains(row)).toList();
    }

    History with(List<LogRow> others) {
        return new History(seed, zone, List.copyOf(others), end);
    }

    /** Whether some datetime stands for two moments: then the order of arrival says which. */
    boolean hasAmbiguousTimes() {
        return rows.stream().anyMatch(row -> isAmbiguous(zone, row.datetime()));
    }

    /** Whether rows are dated so long before they come that their neighbours decide whether they are late. */
    boolean hasLateRows() {
        return rows.stream()
                .anyMatch(row -> row.datetime()
                        .atZone(zone)
                        .toInstant()
                        .isBefore(row.committed().minusSeconds(36_000)));
    }

    static boolean isAmbiguous(ZoneId zone, LocalDateTime local) {
        return zone.getRules().getValidOffsets(local).size() > 1;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("seed ")
                .append(seed)
                .append(", zone ")
                .append(zone)
                .append(", time passes to ")
                .append(end);
        rows.forEach(row -> text.append("\n  ").append(row));
        return text.toString();
    }
}
