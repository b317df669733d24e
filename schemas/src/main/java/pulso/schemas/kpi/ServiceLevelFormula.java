package pulso.schemas.kpi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The families of service level in the field (KPI.md section 3). In = answered within T, AbnIn = abandoned within T,
 * AbnS = abandoned in less than the short threshold. Open passages are in no denominator.
 */
public enum ServiceLevelFormula {
    SL1("in / answered"),
    SL2("in / (offered − open)"),
    SL3("in / (offered − open − abandoned within T)"),
    SL4("(in + abandoned within T) / (offered − open)"),
    SL5("(in + abandoned within T) / (answered + abandoned)"),
    SL6("in / (offered − open − short abandoned)");

    private final String words;

    ServiceLevelFormula(String words) {
        this.words = words;
    }

    /** The formula in words, to be shown beside the figure. */
    public String words() {
        return words;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ServiceLevelFormula of(String id) {
        for (var formula : values()) {
            if (formula.id().equals(id)) {
                return formula;
            }
        }
        throw new IllegalArgumentException("no formula " + id + ", known are sl1 to sl6");
    }

    /** The figure, 0..1; null where there is nothing to divide by. */
    public @Nullable Double apply(QueueFigures figures, ServiceLevelParts parts) {
        long in = parts.answeredWithin();
        long ended = figures.ended();
        return switch (this) {
            case SL1 -> ratio(in, figures.answered());
            case SL2 -> ratio(in, ended);
            case SL3 -> ratio(in, ended - parts.abandonedWithin());
            case SL4 -> ratio(in + parts.abandonedWithin(), ended);
            case SL5 -> ratio(in + parts.abandonedWithin(), figures.answered() + figures.abandoned());
            case SL6 -> ratio(in, ended - parts.shortAbandoned());
        };
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole <= 0 ? null : (Double) ((double) part / whole);
    }
}
