package pulso.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.command.report.TimeText;

/** Reads the moments of {@code --from} and {@code --to}: a time, one relative to now, or the topic's beginning. */
public final class MomentText {
    private static final Pattern RELATIVE = Pattern.compile("-(\\d{1,9})([smhd])");
    private static final String BEGINNING = "BEGINNING";

    private final TimeText times;
    private final Instant now;

    MomentText(TimeText times, Instant now) {
        this.times = times;
        this.now = now;
    }

    /** Null says nothing, as {@code BEGINNING} does. */
    @Nullable
    public Instant read(String option, @Nullable String text) {
        if (text == null || text.toUpperCase(Locale.ROOT).equals(BEGINNING)) {
            return null;
        }
        var relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            return now.minus(length(Long.parseLong(relative.group(1)), relative.group(2)));
        }
        var instant = times.instant(text);
        if (instant == null) {
            throw new ConfigException(option + " '" + text
                    + "' is no time: write 2026-11-20, 2026-11-20T08:00, with an offset or on this machine's clock, or"
                    + " -90s, -30m, -2h, -7d before now");
        }
        return instant;
    }

    private static Duration length(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            case String other -> throw new IllegalArgumentException(other);
        };
    }
}
