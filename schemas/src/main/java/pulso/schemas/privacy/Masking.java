package pulso.schemas.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * In which form personal data leaves for boards, ClickHouse and webhooks. Topics hold it as the source wrote it.
 *
 * <p>A hash is keyed, and equal for equal text: who calls again is still seen to call again, but not who it is. A mask
 * leaves enough to recognise somebody whom one knows: the last digits, initials, the domain.
 *
 * @param byKind what is done to each kind of data; what is not named is kept
 * @param byColumn exceptions, by {@code <table>.<column>} as ClickHouse calls them, in lower case
 * @param key of the hash; at least 16 characters when something is hashed
 */
public record Masking(Map<PersonalData, Treatment> byKind, Map<String, Treatment> byColumn, String key) {
    /** Everything as it is. */
    public static final Masking NONE = new Masking(Map.of(), Map.of(), "");

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;
    private static final int HASH_BYTES = 8;
    private static final int DIGITS_LEFT = 3;

    /** What is done to a value. */
    public enum Treatment {
        KEEP,
        MASK,
        HASH;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Masking {
        byKind = Map.copyOf(byKind);
        byColumn = Map.copyOf(byColumn);
        boolean isHashed = byKind.containsValue(Treatment.HASH) || byColumn.containsValue(Treatment.HASH);
        if (isHashed && key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("a hash needs a secret key of at least " + SHORTEST_KEY + " characters");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Masking[byKind=" + byKind + ", byColumn=" + byColumn + ']';
    }

    public boolean keepsAll() {
        return byKind.values().stream().allMatch(Treatment.KEEP::equals)
                && byColumn.values().stream().allMatch(Treatment.KEEP::equals);
    }

    /** What is done to one column of one table. */
    public Treatment treatment(PersonalData kind, String table, String column) {
        var exception = byColumn.get(table + '.' + column);
        return exception == null ? byKind.getOrDefault(kind, Treatment.KEEP) : exception;
    }

    /** A value as it may be told. */
    public @Nullable String tell(PersonalData kind, @Nullable String value) {
        return tell(kind, byKind.getOrDefault(kind, Treatment.KEEP), value);
    }

    /** A value of one column of one table as it may be told. */
    public @Nullable String tell(PersonalData kind, String table, String column, @Nullable String value) {
        return tell(kind, treatment(kind, table, column), value);
    }

    private @Nullable String tell(PersonalData kind, Treatment treatment, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return value;
        }
        return switch (treatment) {
            case KEEP -> value;
            case MASK -> mask(kind, value);
            case HASH -> hash(value);
        };
    }

    private static String mask(PersonalData kind, String value) {
        return switch (kind) {
            case NUMBER -> number(value);
            case NAME -> initials(value);
            case ADDRESS -> address(value);
            case TEXT -> "***";
        };
    }

    private static String number(String value) {
        int shown = value.length() > 2 * DIGITS_LEFT ? DIGITS_LEFT : 0;
        return "*".repeat(value.length() - shown) + value.substring(value.length() - shown);
    }

    private static String initials(String value) {
        var initials = new StringBuilder();
        for (var word : value.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                initials.appendCodePoint(word.codePointAt(0)).append('.');
            }
        }
        return initials.toString();
    }

    private static String address(String value) {
        int at = value.lastIndexOf('@');
        return at > 0 ? value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(at) : "***";
    }

    /** Sixteen hexadecimal digits. */
    private String hash(String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            var digest = mac.doFinal(value.strip().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
