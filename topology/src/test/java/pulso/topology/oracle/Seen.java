package pulso.topology.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * A row of a log that counts, as the oracle reads it.
 *
 * @param data its five data columns; what is missing is empty
 */
record Seen(
        Channel channel,
        Instant at,
        long origId,
        int arrival,
        @Nullable String callid,
        @Nullable String queue,
        @Nullable String agent,
        String event,
        List<String> data) {
    static final Comparator<Seen> LOG_ORDER =
            Comparator.comparing(Seen::at).thenComparingLong(Seen::origId).thenComparingInt(Seen::arrival);

    /** Events that are in no figure, or that the oracle has never heard of, advance no table's time when unknown. */
    private static final Set<String> UNKNOWN = Set.of("X_VENDOR_EVENT");

    private static final Set<String> EMPTY_NAMES = Set.of("", "NONE", "N/A", "NULL");

    private static final Duration FUTURE = Duration.ofHours(26);

    /** Every row of the logs that counts, in the order of the log; each row once, none that is late or of the future. */
    static List<Seen> of(List<LogRow> arrived, ZoneId zone) {
        var seen = new ArrayList<Seen>();
        var identities = new HashSet<String>();
        var greatest = new HashMap<String, Instant>();
        var instants = instants(arrived, zone);
        for (int i = 0; i < arrived.size(); i++) {
            var row = arrived.get(i);
            if (row.table().equals(LogRow.CDR) || UNKNOWN.contains(row.columns().getOrDefault("event", ""))) {
                continue;
            }
            var at = instants.get(i);
            var channel = channel(row.table());
            var latest = greatest.getOrDefault(row.table(), Instant.MIN);
            boolean isLate = !latest.equals(Instant.MIN) && at.isBefore(latest.minus(lifetime(channel)));
            if (isLate || at.isAfter(row.committed().plus(FUTURE))) {
                continue;
            }
            greatest.merge(row.table(), at, (a, b) -> a.isAfter(b) ? a : b);
            if (identities.add(row.identity())) {
                seen.add(of(row, channel, at, i));
            }
        }
        seen.sort(LOG_ORDER);
        return seen;
    }

    private static Seen of(LogRow row, Channel channel, Instant at, int arrival) {
        var data = new ArrayList<String>();
        for (int i = 1; i <= 5; i++) {
            data.add(row.columns().getOrDefault("data" + i, ""));
        }
        return new Seen(
                channel,
                at,
                row.origId(),
                arrival,
                name(row.columns().get("callid")),
                name(row.columns().get("queuename")),
                name(row.columns().get("agent")),
                row.columns().getOrDefault("event", ""),
                data);
    }

    /** The moment of each row: in the hour that comes twice the first one, until its table's time steps back in it. */
    static List<Instant> instants(List<LogRow> arrived, ZoneId zone) {
        var latest = new HashMap<String, LocalDateTime>();
        var isSecond = new HashMap<String, Boolean>();
        var instants = new ArrayList<Instant>();
        for (var row : arrived) {
            var local = row.datetime();
            if (!History.isAmbiguous(zone, local)) {
                latest.remove(row.table());
                isSecond.remove(row.table());
                instants.add(local.atZone(zone).toInstant());
                continue;
            }
            var before = latest.get(row.table());
            if (before != null && local.isBefore(before.minusMinutes(30))) {
                isSecond.put(row.table(), true);
                before = null;
            }
            latest.put(row.table(), before == null || local.isAfter(before) ? local : before);
            var offsets = zone.getRules().getValidOffsets(local);
            ZoneOffset offset = offsets.get(isSecond.containsKey(row.table()) ? 1 : 0);
            instants.add(local.toInstant(offset));
        }
        return instants;
    }

    static @Nullable String name(@Nullable String text) {
        return text == null || EMPTY_NAMES.contains(text.strip()) ? null : text.strip();
    }

    /** A count of seconds or of anything: null when it is no number or negative. */
    static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? (Long) Long.parseLong(text) : null;
    }

    @Nullable
    Long number(int column) {
        return number(data.get(column - 1));
    }

    String data(int column) {
        return data.get(column - 1);
    }

    boolean is(String... events) {
        return List.of(events).contains(event);
    }

    static Channel channel(String table) {
        var names = Map.of(
                LogRow.QUEUE_LOG,
                Channel.TELEPHONY,
                "WEBCHAT_LOG_REPO",
                Channel.WEBCHAT,
                "SMS_LOG_REPO",
                Channel.SMS,
                "EMAIL_LOG_REPO",
                Channel.EMAIL,
                "TWITTER_LOG_REPO",
                Channel.TWITTER,
                "MESSENGER_LOG_REPO",
                Channel.MESSENGER,
                "FACEBOOK_LOG_REPO",
                Channel.FACEBOOK);
        return names.getOrDefault(table, Channel.TELEPHONY);
    }

    static Duration lifetime(Channel channel) {
        return channel == Channel.TELEPHONY ? Duration.ofHours(24) : Duration.ofDays(8);
    }

    static Duration maximumAge(Channel channel) {
        return switch (channel) {
            case TELEPHONY -> Duration.ofHours(6);
            case EMAIL -> Duration.ofDays(7);
            case WEBCHAT, SMS, TWITTER, MESSENGER, FACEBOOK -> Duration.ofHours(24);
        };
    }
}
