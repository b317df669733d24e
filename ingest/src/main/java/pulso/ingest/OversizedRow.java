package pulso.ingest;

import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericRecord;

/**
 * Cuts the long texts of a row that no broker would take. One such row would otherwise stop the capture for ever; the
 * cut text says that it is one, and how long it was.
 */
final class OversizedRow {
    /** Brokers take 1 MiB by default, key and headers included. */
    static final int MOST_BYTES = 1_000_000;

    private static final int[] LIMITS = {64_000, 8_000, 1_000, 100};

    private OversizedRow() {}

    static int[] limits() {
        return LIMITS.clone();
    }

    static void cut(GenericRecord envelope, int limit) {
        for (var image : new String[] {"before", "after"}) {
            if (envelope.get(image) instanceof GenericRecord row) {
                cutRow(row, limit);
            }
        }
    }

    private static void cutRow(GenericRecord row, int limit) {
        for (var field : row.getSchema().getFields()) {
            switch (row.get(field.pos())) {
                case String text
                when text.length() > limit ->
                    row.put(
                            field.pos(),
                            whole(text, limit) + "… [cut by Pulso: " + text.length() + " characters in the source]");
                case ByteBuffer bytes
                when bytes.remaining() > limit -> row.put(field.pos(), bytes.slice(bytes.position(), limit));
                case null, default -> {
                    // Short enough.
                }
            }
        }
    }

    private static String whole(String text, int limit) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
