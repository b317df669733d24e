package pulso.clickhouse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.RawHeaders;

/** The headers of one raw record after the other. Nearly all of them say the same, which is read once. For one thread. */
final class RawRecordHeaders {
    private static final byte[] NOTHING = {};

    private byte[] source = NOTHING;
    private byte[] epoch = NOTHING;
    private byte[] zone = NOTHING;
    private String sourceName = "";
    private long epochNumber;
    private @Nullable ZoneId zoneId;

    /**
     * Reads the headers of the next record.
     *
     * @return false where one is missing
     * @throws RuntimeException where one says what it cannot
     */
    boolean read(Headers headers) {
        byte[] newSource = null;
        byte[] newEpoch = null;
        byte[] newZone = null;
        boolean hasPosition = false;
        for (var header : headers) {
            switch (header.key()) {
                case RawHeaders.SOURCE -> newSource = header.value();
                case RawHeaders.EPOCH -> newEpoch = header.value();
                case RawHeaders.ZONE -> newZone = header.value();
                case RawHeaders.POSITION -> hasPosition = true;
                default -> {}
            }
        }
        if (newSource == null || newEpoch == null || newZone == null || !hasPosition) {
            return false;
        }
        if (!Arrays.equals(newSource, source)) {
            sourceName = text(newSource);
            source = newSource;
        }
        if (!Arrays.equals(newEpoch, epoch)) {
            epochNumber = Long.parseLong(text(newEpoch));
            epoch = newEpoch;
        }
        if (!Arrays.equals(newZone, zone)) {
            zoneId = ZoneId.of(text(newZone));
            zone = newZone;
        }
        return true;
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    byte[] source() {
        return source;
    }

    String sourceName() {
        return sourceName;
    }

    long epoch() {
        return epochNumber;
    }

    ZoneId zone() {
        var read = zoneId;
        if (read == null) {
            throw new IllegalStateException("no headers were read");
        }
        return read;
    }
}
