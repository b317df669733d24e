package pulso.clickhouse;

import org.apache.kafka.common.KafkaException;

/** A record that gives no row, whatever is tried: it goes to the rejected ones. */
final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a failure to decode; a failure of Kafka or of the registry says nothing about the record and goes on its way. */
    static UnreadableRecordException because(String what, RuntimeException failure) {
        if (failure instanceof UnreadableRecordException known) {
            return known;
        }
        if (failure instanceof KafkaException || failure instanceof IllegalStateException) {
            throw failure;
        }
        return new UnreadableRecordException(what + ": " + failure.getMessage(), failure);
    }

    UnreadableRecordException(String message) {
        super(message);
    }
}
