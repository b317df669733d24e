package pulso.clickhouse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** {@link pulso.schemas.source.RowIdentity} of rows that lie in bytes. For one thread. */
final class RowHash {
    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final MessageDigest digest;
    private final RowBytes text = new RowBytes();
    private final byte[] hash = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(hash);
    private long minute = Long.MIN_VALUE;
    private byte[] minuteText = {};

    RowHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void read(RawPlan plan, RowImage image) {
        text.clear();
        text.write(plan.tableName, 0, plan.tableName.length);
        for (int column : plan.byName) {
            if (image.has(column)) {
                var label = plan.labels[column];
                text.write(label, 0, label.length);
                value(image, column);
            }
        }
        digest.update(text.array(), 0, text.size());
        try {
            var _ = digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }

    long high() {
        return words.getLong(0);
    }

    long low() {
        return words.getLong(Long.BYTES);
    }

    private void value(RowImage image, int column) {
        switch (image.kind(column)) {
            case TEXT -> text.write(image.bytes(), image.start(column), image.length(column));
            case LONG, DOUBLE, TRUTH -> ascii(String.valueOf(image.value(column)));
            case WALL_MICROS -> wallClock(image.number(column));
        }
    }

    /** As {@link java.time.LocalDateTime#toString} has it: seconds only where there are some. */
    private void wallClock(long micros) {
        long current = Math.floorDiv(micros, MICROS_PER_MINUTE);
        if (current != minute) {
            minute = current;
            minuteText =
                    RowImage.wallClock(current * MICROS_PER_MINUTE).toString().getBytes(StandardCharsets.US_ASCII);
        }
        long rest = Math.floorMod(micros, MICROS_PER_MINUTE);
        if (rest % 1_000_000 != 0) {
            ascii(RowImage.wallClock(micros).toString());
            return;
        }
        text.write(minuteText, 0, minuteText.length);
        int seconds = (int) (rest / 1_000_000);
        if (seconds > 0) {
            text.write(':');
            text.write('0' + seconds / 10);
            text.write('0' + seconds % 10);
        }
    }

    private void ascii(String value) {
        var bytes = value.getBytes(StandardCharsets.US_ASCII);
        text.write(bytes, 0, bytes.length);
    }
}
