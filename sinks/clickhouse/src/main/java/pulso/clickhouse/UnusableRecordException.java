package pulso.clickhouse;

import org.apache.kafka.common.KafkaException;
import pulso.schemas.source.UnreadableRecordException;

/** A record that gives no row, whatever is tried: it goes to the rejected ones. */
final class UnusableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a failure to decode; a failure of Kafka or of the registry says nothing about the record and goes on its way. */
    static UnusableRecordException because(String what, RuntimeException failure) {
        if (failure instanceof UnusableRecordException known) {
            return known;
        }
        var cause = failure instanceof UnreadableRecordException && failure.getCause() instanceof RuntimeException inner
                ? inner
                : failure;
        if (cause instanceof KafkaException || cause instanceof IllegalStateException) {
            throw cause;
        }
        return new UnusableRecordException(what + ": " + cause.getMessage(), cause);
    }

    UnusableRecordException(String message) {
        super(message);
    }
}
