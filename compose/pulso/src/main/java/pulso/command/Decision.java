package pulso.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/**
 * What one place, the file or a table, says of a queue, an agent or the source. A slot that is null says nothing.
 */
record Decision(Setting.Kind kind, String subject, Slots slots) {
    /** Who decides when it stands in the file. */
    static final String FILE = "pulso.yaml";

    private static final String API = "api";

    /** What can be said; see {@link SettingVersion}. */
    record Slots(
            @Nullable Integer thresholdSeconds,
            @Nullable Integer shortSeconds,
            @Nullable String group,
            @Nullable OpeningHours opening,
            @Nullable String zone,
            @Nullable String name,
            @Nullable String number) {
        static final Slots NONE = new Slots(null, null, null, null, null, null, null);

        static Slots of(SettingVersion version) {
            return new Slots(
                    version.thresholdSeconds(),
                    version.shortSeconds(),
                    version.group(),
                    version.opening(),
                    version.zone(),
                    version.name(),
                    version.number());
        }

        static Slots agent(@Nullable String name, @Nullable String number) {
            return new Slots(null, null, null, null, null, name, number);
        }

        static Slots zone(String zone) {
            return new Slots(null, null, null, null, zone, null, null);
        }

        SettingVersion version(Instant validFrom, Instant changedAt, String changedBy) {
            return new SettingVersion(
                    validFrom,
                    changedAt,
                    changedBy,
                    thresholdSeconds,
                    shortSeconds,
                    group,
                    opening,
                    zone,
                    name,
                    number);
        }
    }

    /**
     * The setting with what this decision adds to its history; null when it adds nothing. A slot that somebody of a higher
     * rank set last stays as it is. What is said for the first time holds for all time, a change from this minute on.
     *
     * @param by who decides
     */
    @Nullable
    Setting applyTo(@Nullable Setting now, String source, String by, Instant at) {
        var history = now == null ? List.<SettingVersion>of() : now.versions();
        var inForce = inForce(history, at);
        var merge = new Merge(history, by);
        var next = new Slots(
                merge.slot(slots.thresholdSeconds, SettingVersion::thresholdSeconds, inForce.thresholdSeconds),
                merge.slot(slots.shortSeconds, SettingVersion::shortSeconds, inForce.shortSeconds),
                merge.slot(slots.group, SettingVersion::group, inForce.group),
                merge.slot(slots.opening, SettingVersion::opening, inForce.opening),
                merge.slot(slots.zone, SettingVersion::zone, inForce.zone),
                merge.slot(slots.name, SettingVersion::name, inForce.name),
                merge.slot(slots.number, SettingVersion::number, inForce.number));
        if (next.equals(inForce)) {
            return null;
        }
        var setting = now == null ? Setting.of(source, kind, subject) : now;
        var from = history.isEmpty() ? Instant.EPOCH : at.truncatedTo(ChronoUnit.MINUTES);
        return setting.with(next.version(from, at.truncatedTo(ChronoUnit.MILLIS), by));
    }

    /** A person at the API knows best, then the file; a table of the database is asked last. */
    private static int rank(String who) {
        if (who.startsWith(API)) {
            return 2;
        }
        return who.equals(FILE) ? 1 : 0;
    }

    private static Slots inForce(List<SettingVersion> history, Instant at) {
        var slots = Slots.NONE;
        for (var version : history) {
            if (!version.validFrom().isAfter(at)) {
                slots = Slots.of(version);
            }
        }
        return slots;
    }

    /** Whose word counts, slot by slot: his who changed it last. */
    private record Merge(List<SettingVersion> history, String by) {
        private <T> @Nullable T slot(
                @Nullable T wanted, Function<SettingVersion, @Nullable T> slot, @Nullable T inForce) {
            var owner = owner(slot);
            if (owner == null || owner.equals(by)) {
                return wanted;
            }
            return wanted != null && rank(by) >= rank(owner) ? wanted : inForce;
        }

        private <T> @Nullable String owner(Function<SettingVersion, @Nullable T> slot) {
            String owner = null;
            T value = null;
            for (var version : history) {
                var next = slot.apply(version);
                if (!Objects.equals(value, next)) {
                    owner = version.changedBy();
                    value = next;
                }
            }
            return owner;
        }
    }
}
