package pulso.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a MariaDB binlog has been written or read: the last sequence number of each replication domain. */
record GtidPosition(Map<String, Long> sequences) {
    static final GtidPosition NONE = new GtidPosition(Map.of());

    GtidPosition {
        sequences = Map.copyOf(sequences);
    }

    /** Reads {@code domain-server-sequence,...}; nothing is the position before the first transaction. */
    static GtidPosition parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        var sequences = new HashMap<String, Long>();
        for (var gtid : text.strip().split(",")) {
            var parts = gtid.strip().split("-");
            if (parts.length != 3) {
                throw new IllegalArgumentException("'" + gtid + "' is not a MariaDB GTID");
            }
            sequences.merge(parts[0], Long.valueOf(parts[2]), Math::max);
        }
        return new GtidPosition(sequences);
    }

    /** The text with one GTID in the place of its domain's former one. */
    static String replaceDomain(@Nullable String text, String gtid) {
        var domain = gtid.substring(0, gtid.indexOf('-') + 1);
        var kept = text == null || text.isBlank()
                ? Stream.<String>empty()
                : Arrays.stream(text.strip().split(","));
        return Stream.concat(kept.map(String::strip).filter(known -> !known.startsWith(domain)), Stream.of(gtid))
                .collect(Collectors.joining(","));
    }

    boolean covers(GtidPosition other) {
        return other.transactionsBeyond(this) == 0;
    }

    /** How many transactions, at least, lie after {@code other} and up to this. */
    long transactionsBeyond(GtidPosition other) {
        long beyond = 0;
        for (var entry : sequences.entrySet()) {
            beyond += Math.max(0, entry.getValue() - other.sequences.getOrDefault(entry.getKey(), 0L));
        }
        return beyond;
    }
}
