package pulso.command.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pulso.schemas.source.RejectionReason;

/** What became of rows that stand in no figure. Any thread. */
final class Tallies {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LENGTH = 200;
    private static final Comparator<Sample> IN_FILES =
            Comparator.comparingInt(Sample::file).thenComparingLong(Sample::line);

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

    private record Sample(int file, long line, String text) {}

    private static final class Tally {
        private long count;
        private final List<Sample> samples = new ArrayList<>();
    }

    synchronized void refuse(
            RejectionReason reason, String file, int fileNumber, long line, String record, String detail) {
        var shown = record.length() > SAMPLE_LENGTH ? record.substring(0, SAMPLE_LENGTH) + "…" : record;
        add(reason, new Sample(fileNumber, line, file + ':' + line + ": " + shown + " (" + detail + ')'));
    }

    synchronized void refuse(RejectionReason reason, String file, int fileNumber, long line, String detail) {
        add(reason, new Sample(fileNumber, line, file + ':' + line + ": " + detail));
    }

    private void add(RejectionReason reason, Sample sample) {
        var tally = byReason.computeIfAbsent(reason, _ -> new Tally());
        tally.count++;
        if (tally.samples.size() < SAMPLES || IN_FILES.compare(sample, tally.samples.getLast()) < 0) {
            tally.samples.add(sample);
            tally.samples.sort(IN_FILES);
            if (tally.samples.size() > SAMPLES) {
                tally.samples.removeLast();
            }
        }
    }

    synchronized void addUnknown(String event) {
        unknownEvents.merge(event, 1L, Long::sum);
    }

    synchronized void addDuplicate() {
        duplicates++;
    }

    synchronized void addRows(long count) {
        rows += count;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized Map<String, Long> unknownEvents() {
        return new TreeMap<>(unknownEvents);
    }

    synchronized List<Rejected> rejected() {
        var rejected = new ArrayList<Rejected>();
        byReason.forEach((reason, tally) -> rejected.add(new Rejected(
                name(reason),
                tally.count,
                tally.samples.stream().map(Sample::text).toList())));
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
