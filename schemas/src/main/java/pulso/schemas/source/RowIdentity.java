package pulso.schemas.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a row that row: a 128-bit hash of the table's name and every column that holds something. The same row read
 * twice has the same identity; the same origid with other content has another.
 */
public record RowIdentity(long high, long low) {
    private static final char BETWEEN = 0;
    private static final int TYPICAL_LENGTH = 320;

    public static RowIdentity of(String table, Row row) {
        var text = new StringBuilder(TYPICAL_LENGTH).append(table);
        row.values()
                .forEach((name, value) ->
                        text.append(BETWEEN).append(name).append(BETWEEN).append(value));
        var hash = ByteBuffer.wrap(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new RowIdentity(hash.getLong(), hash.getLong());
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        var format = HexFormat.of();
        return format.toHexDigits(high) + format.toHexDigits(low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
