package pulso.command.tools;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.RawHeaders;
import pulso.schemas.wire.JsonKey;

/** What a record says of itself outside its value. */
final class RecordOrigin {
    private RecordOrigin() {}

    /** The key as text; empty where there is none. */
    static String key(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** The contact centre: a raw record's header, a derived one's first part of the key. Null when it says neither. */
    static @Nullable String source(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(RawHeaders.SOURCE);
        if (header != null && header.value() != null) {
            return new String(header.value(), StandardCharsets.UTF_8);
        }
        var key = record.key();
        if (key == null || key.length == 0 || key[0] != '[') {
            return key == null ? null : RecordOrigin.key(record);
        }
        try {
            var parts = JsonKey.parse(key);
            return parts.parts().isEmpty() ? null : parts.text(0);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
