package pulso.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a pre-flight check looked at.
 *
 * @param subject what was looked at, for example {@code binlog_format}
 * @param text what is so, in one line
 * @param mend what to do about it; null where all is well
 */
public record Finding(
        Level level, String subject, String text, @Nullable String mend) {
    /** How bad it is. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, null);
    }

    static Finding warn(String subject, String text, String mend) {
        return new Finding(Level.WARN, subject, text, mend);
    }

    static Finding fail(String subject, String text, String mend) {
        return new Finding(Level.FAIL, subject, text, mend);
    }

    /** One line: what is so, and its mend. */
    public String line() {
        return mend == null ? text : text + ". " + mend;
    }
}
