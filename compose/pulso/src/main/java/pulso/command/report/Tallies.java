package pulso.command.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pulso.schemas.source.RejectedRow;
import pulso.schemas.source.RejectionReason;

/** What became of rows that stand in no figure. Confined to one thread. */
final class Tallies {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LENGTH = 200;

    private final Map<RejectionReason, Tally> byReason = new EnumMap<>(RejectionReason.class);
    private final TreeMap<String, Long> unknownEvents = new TreeMap<>();
    private long rows;
    private long duplicates;

    /**
     * Rows rejected for one reason.
     *
     * @param samples the first of them, each with its file, line and what is wrong
     */
    record Rejected(String reason, long count, List<String> samples) {}

    private static final class Tally {
        private long count;
        private final List<String> samples = new ArrayList<>();
    }

    void add(Batch batch, String file) {
        rows += batch.rows();
        batch.unknownEvents().forEach((name, count) -> unknownEvents.merge(name, count, Long::sum));
        for (var refusal : batch.refusals()) {
            var record = refusal.record();
            var shown = record.length() > SAMPLE_LENGTH ? record.substring(0, SAMPLE_LENGTH) + "…" : record;
            add(refusal.reason(), file + ':' + refusal.line() + ": " + shown + " (" + refusal.detail() + ')');
        }
    }

    /** @param place file and line */
    void add(RejectedRow row, String place) {
        add(row.reason(), place + ": " + row.detail());
    }

    private void add(RejectionReason reason, String sample) {
        var tally = byReason.computeIfAbsent(reason, _ -> new Tally());
        tally.count++;
        if (tally.samples.size() < SAMPLES) {
            tally.samples.add(sample);
        }
    }

    void addDuplicate() {
        duplicates++;
    }

    long rows() {
        return rows;
    }

    long duplicates() {
        return duplicates;
    }

    Map<String, Long> unknownEvents() {
        return unknownEvents;
    }

    List<Rejected> rejected() {
        var rejected = new ArrayList<Rejected>();
        byReason.forEach(
                (reason, tally) -> rejected.add(new Rejected(name(reason), tally.count, List.copyOf(tally.samples))));
        return rejected;
    }

    /** {@code BAD_FIELD} is {@code badField}. */
    private static String name(RejectionReason reason) {
        var words = reason.name().toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
