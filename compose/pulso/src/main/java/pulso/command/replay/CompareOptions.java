package pulso.command.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pulso.command.ConfigException;

/** What of two generations is compared, and how it is told. Mixed into {@code replay}. */
final class CompareOptions {
    @Option(
            names = "--with",
            paramLabel = "NAME",
            description = "With --compare: the generation to compare with (default: the current one).")
    private @Nullable String with;

    @Option(
            names = "--kpi",
            split = ",",
            paramLabel = "KPI",
            description = "With --compare: these figures only, by their ids of the catalogue; no passages.")
    private List<String> kpis = List.of();

    @Option(
            names = "--queue",
            split = ",",
            paramLabel = "QUEUE",
            description = "With --compare: these queues only; no agents.")
    private List<String> queues = List.of();

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "With --compare: the last so many days, today included, or those before --to.")
    private @Nullable Integer days;

    @Option(names = "--json", description = "With --compare: print one JSON object.")
    private boolean isJson;

    @Nullable
    String with() {
        return with;
    }

    boolean isJson() {
        return isJson;
    }

    Selection selection() {
        return Selection.of(kpis, queues);
    }

    /** When {@code --days} begin; null without them. */
    @Nullable
    Instant from(ZoneId zone, @Nullable Instant from, @Nullable Instant to, Instant now) {
        var asked = days;
        if (asked == null) {
            return from;
        }
        if (from != null) {
            throw new ConfigException("--days and --from both say when to begin: give one of them");
        }
        if (asked < 1) {
            throw new ConfigException("--days " + asked + " are no days");
        }
        return firstDay(zone, to == null ? now : to.minusMillis(1), asked)
                .atStartOfDay(zone)
                .toInstant();
    }

    private static LocalDate firstDay(ZoneId zone, Instant last, int days) {
        return last.atZone(zone).toLocalDate().minusDays(days - 1L);
    }
}
