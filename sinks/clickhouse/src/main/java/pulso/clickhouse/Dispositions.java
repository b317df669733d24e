package pulso.clickhouse;

import java.util.Locale;

/**
 * Where the disposition that an agent notes stands in CDR_REPO, and how its levels are told apart.
 *
 * @param column of CDR_REPO, in lower case
 * @param separator between the levels
 */
public record Dispositions(String column, String separator) {
    public static final Dispositions DEFAULT = new Dispositions("userfield", ":");

    public Dispositions {
        column = column.toLowerCase(Locale.ROOT);
        if (!column.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException("'" + column + "' is no column of CDR_REPO");
        }
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("levels of a disposition need a separator");
        }
    }
}
