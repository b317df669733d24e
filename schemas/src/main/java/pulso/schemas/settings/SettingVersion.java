package pulso.schemas.settings;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one thing from a moment on. A slot that is null says nothing: the default holds.
 *
 * @param validFrom from when it holds; figures of earlier minutes are judged by the version before
 * @param changedAt when it was said
 * @param changedBy by whom: {@code pulso.yaml}, {@code api}, or the table it was read from
 * @param thresholdSeconds T of service level, of a queue
 * @param shortSeconds abandons that waited less are short, of a queue
 * @param group the group that a queue belongs to
 * @param opening when a queue is open
 * @param zone of the source
 * @param name full name of an agent
 * @param number telephone number of an agent
 */
public record SettingVersion(
        Instant validFrom,
        Instant changedAt,
        String changedBy,
        @Nullable Integer thresholdSeconds,
        @Nullable Integer shortSeconds,
        @Nullable String group,
        @Nullable OpeningHours opening,
        @Nullable String zone,
        @Nullable String name,
        @Nullable String number) {

    /** Nothing is said from this moment on: the defaults hold. */
    public static SettingVersion empty(Instant validFrom, Instant changedAt, String changedBy) {
        return new SettingVersion(validFrom, changedAt, changedBy, null, null, null, null, null, null, null);
    }

    /** Equal but for when and by whom it was said; no version at all says nothing. */
    public boolean saysTheSameAs(@Nullable SettingVersion other) {
        return other == null
                ? equals(empty(validFrom, changedAt, changedBy))
                : Objects.equals(
                        this,
                        new SettingVersion(
                                validFrom,
                                changedAt,
                                changedBy,
                                other.thresholdSeconds,
                                other.shortSeconds,
                                other.group,
                                other.opening,
                                other.zone,
                                other.name,
                                other.number));
    }
}
