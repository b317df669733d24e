package pulso.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do about an insert that failed. In no case does an offset move before ClickHouse has acknowledged its row or
 * the row is in the topic of rejected rows.
 */
public enum Reaction {
    /** It passes by itself: the server is away, overloaded or read-only. The same range again, under the same token. */
    RETRY,
    /** A value that ClickHouse refuses: the row is found by halving and rejected, the others go in. */
    REJECT,
    /** Somebody must act (grants, schema). The table stands still, and is tried again now and then. */
    STOP;

    /** CANNOT_PARSE_*, ARGUMENT_OUT_OF_BOUND, CANNOT_CONVERT_TYPE, VALUE_IS_OUT_OF_RANGE, DECIMAL_OVERFLOW, VIOLATED_CONSTRAINT. */
    private static final Set<Integer> VALUE_REFUSED = Set.of(6, 26, 27, 38, 41, 69, 70, 72, 321, 407, 469);

    /**
     * NO_SUCH_COLUMN, CANNOT_READ_ALL_DATA, TYPE_MISMATCH, UNKNOWN_TABLE, SYNTAX_ERROR, UNKNOWN_DATABASE, UNKNOWN_SETTING,
     * TOO_LARGE_ARRAY_SIZE, TOO_LARGE_STRING_SIZE, UNKNOWN_USER, ACCESS_DENIED, AUTHENTICATION_FAILED: bytes that do not
     * fit the table, or rights.
     */
    private static final Set<Integer> PERSON_NEEDED = Set.of(16, 33, 53, 60, 62, 81, 115, 128, 131, 192, 497, 516);

    static Reaction to(Throwable failure) {
        var server = server(failure);
        if (server == null) {
            return RETRY;
        }
        if (VALUE_REFUSED.contains(server.getCode())) {
            return REJECT;
        }
        return PERSON_NEEDED.contains(server.getCode()) ? STOP : RETRY;
    }

    /** What the server itself said, or null where it said nothing. */
    static @Nullable ServerException server(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server) {
                return server;
            }
        }
        return null;
    }
}
