package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pulso.schemas.passage.Channel;

/** What a generated centre writes: the rows so far, and the dice. Damage is thrown row by row as they are written. */
final class Script {
    private static final String[] JUNK = {"", "abc", "-5", "NaN", "99999999999999999999", "7x", "|", "null", "' OR 1=1"
    };

    final Random random;
    final ZoneId zone;
    final Instant start;
    final long spanSeconds;
    /** How likely a row is lost, or a field of it spoilt. */
    final double damage;

    final List<String> agents = new ArrayList<>();
    final List<String> callers =
            List.of("099123456", "099 123-456", "+598 99 123 456", "anonymous", "", "Ana@Example.org", "1001");
    final List<LogRow> rows = new ArrayList<>();
    private final Map<String, Long> origIds = new HashMap<>();
    int group;
    /** How much later rows are committed than they are dated. */
    Duration delay = Duration.ZERO;
    /** Whether some rows may be late or of the future, which depends on when they come. */
    boolean hasLateRows;

    Script(Random random, ZoneId zone, Instant start, long spanSeconds, double damage) {
        this.random = random;
        this.zone = zone;
        this.start = start;
        this.spanSeconds = spanSeconds;
        this.damage = damage;
        for (int i = 0, count = 1 + random.nextInt(5); i < count; i++) {
            agents.add(List.of("ana", "bea", "Agent/1003", "SIP/104", "o'neill").get(i));
        }
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Mostly short, now and then long. */
    int seconds(int most) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> random.nextInt(Math.max(1, most / 10) + 1);
            default -> random.nextInt(most + 1);
        };
    }

    Instant someTime() {
        return start.plusSeconds((long) (random.nextDouble() * spanSeconds));
    }

    void row(Channel channel, Instant at, String callid, String queue, String agent, String event, Object... data) {
        if (chance(damage)) {
            return;
        }
        var columns = new HashMap<String, String>();
        columns.put("callid", callid);
        columns.put("queuename", chance(damage / 10) ? "NONE" : queue);
        if (!agent.isEmpty()) {
            columns.put("agent", chance(damage / 5) ? pick(List.of("NONE", "")) : agent);
        }
        columns.put("event", event);
        for (int i = 0; i < data.length; i++) {
            columns.put("data" + (i + 1), chance(damage) ? spoilt(data[i].toString()) : data[i].toString());
        }
        add(table(channel), at, columns);
    }

    private String spoilt(String value) {
        return value.matches("\\d{1,6}") && chance(0.5)
                ? Long.toString(Long.parseLong(value) + random.nextInt(9) - 4)
                : pick(List.of(JUNK));
    }

    /** A field of it is other than it was. */
    LogRow updated(LogRow row) {
        var name = "data" + (1 + random.nextInt(4));
        return row.updated(Map.of(name, spoilt(row.columns().getOrDefault(name, ""))));
    }

    LogRow rated(LogRow callDetail) {
        return callDetail.updated(Map.of("rating", pick(List.of("5", "4.5", "3.333", "0", "", "abc", "1"))));
    }

    void add(String table, Instant at, Map<String, String> columns) {
        var row = new LogRow(
                table,
                0,
                at.minus(delay).atZone(zone).toLocalDateTime(),
                columns,
                at.plusMillis(random.nextInt(900)),
                group,
                null);
        rows.add(row);
    }

    /** Gives origids in the order of writing, as a table with an identity column does. */
    long nextOrigId(String table) {
        return origIds.merge(table, 1L, Long::sum);
    }

    /** A table rebuilt at its source begins to count anew. */
    void countAnew(String table) {
        origIds.remove(table);
    }

    static String table(Channel channel) {
        return channel == Channel.TELEPHONY ? LogRow.QUEUE_LOG : channel.name() + "_LOG_REPO";
    }
}
