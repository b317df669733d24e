package pulso.topology.intake;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Function;
import pulso.schemas.event.Decoded;
import pulso.schemas.event.EventDecoder;
import pulso.schemas.event.EventKind;
import pulso.schemas.event.LogTable;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.passage.Channel;
import pulso.schemas.source.Row;

/** Reads rows of the logs as a generation's parameters have it: foreign names of events, and which rows begin a pause. */
final class EventReading {
    private final FoldParameters parameters;

    EventReading(FoldParameters parameters) {
        this.parameters = parameters;
    }

    Decoded decode(LogTable table, Row row, long offset, Function<LocalDateTime, Instant> instants) {
        var decoded = EventDecoder.decode(table, row, offset, instants, parameters::eventName);
        return decoded instanceof Decoded.Known(var event) ? new Decoded.Known(read(event)) : decoded;
    }

    private QueueEvent read(QueueEvent event) {
        if (event.channel() != Channel.TELEPHONY) {
            return event;
        }
        return switch (parameters.pauseRule()) {
            case REAL -> event;
            case ASTERISK ->
                switch (event.name()) {
                    case "PAUSE", "PAUSEALL" -> event.as(EventKind.PAUSE);
                    case "UNPAUSE", "UNPAUSEALL" -> event.as(EventKind.UNPAUSE);
                    default -> event;
                };
            case NONE ->
                event.kind() == EventKind.PAUSE || event.kind() == EventKind.UNPAUSE
                        ? event.as(EventKind.NOTED)
                        : event;
        };
    }
}
