package pulso.clickhouse;

import org.jspecify.annotations.Nullable;

/**
 * For how many days ClickHouse keeps what; null is for ever. Figures stay whole for as long as the minutes do.
 *
 * @param rawDays rows of the source, by their own time
 * @param passageDays passages, by their enter, and agents' intervals
 * @param minuteDays minutes of queues and agents
 * @param personalDays callers, names, addresses and texts; their rows stay, with these columns emptied
 */
public record Retention(
        @Nullable Integer rawDays,
        @Nullable Integer passageDays,
        @Nullable Integer minuteDays,
        @Nullable Integer personalDays) {
    public static final Retention FOR_EVER = new Retention(null, null, null, null);

    public Retention {
        require(rawDays, "raw");
        require(passageDays, "passages");
        require(minuteDays, "minutes");
        require(personalDays, "personal");
    }

    private static void require(@Nullable Integer days, String what) {
        if (days != null && days < 1) {
            throw new IllegalArgumentException("retention of " + what + " must be at least one day, is " + days);
        }
    }
}
