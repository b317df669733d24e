package pulso.command.tools;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A checksum of records in their order: equal where partitions, times, keys, headers and values are. */
final class ContentDigest {
    private final MessageDigest sha256;
    private long records;

    ContentDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(ExportedRecord record) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(record.partition())
                .putLong(record.timestampMillis())
                .flip());
        add(record.key());
        for (var header : record.headers()) {
            add(header.name().getBytes(StandardCharsets.UTF_8));
            add(header.value());
        }
        add(record.value());
        records++;
    }

    private void add(byte @Nullable [] bytes) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? -1 : bytes.length)
                .flip());
        if (bytes != null) {
            sha256.update(bytes);
        }
    }

    long records() {
        return records;
    }

    /** To be asked once, at the end. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
