package pulso.wallboard;

import static pulso.wallboard.Column.Kind.NUMBER;
import static pulso.wallboard.Column.Kind.SECONDS;
import static pulso.wallboard.Column.Kind.TEXT;
import static pulso.wallboard.Column.Kind.TIME;
import static pulso.wallboard.Column.Kind.TRUTH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Passage;

/** What is told of a passage. */
final class PassageColumns {
    private final Clocks clocks;
    private final List<Column<Passage>> columns = new ArrayList<>();

    private PassageColumns(Clocks clocks, Privacy privacy) {
        this.clocks = clocks;
        identity();
        waiting();
        talking();
        text("caller", "Caller", "Llamante", "Chamador", passage -> privacy.caller(passage.caller()));
        text("guid", "Recording", "Grabación", "Gravação", Passage::guid);
        truth("recovered", "Recovered", "Recuperada", "Recuperada", Passage::recovered);
        truth("reconstructed", "Reconstructed", "Reconstruida", "Reconstruída", Passage::reconstructed);
        truth("clockUsed", "By the clock", "Por reloj", "Pelo relógio", Passage::clockUsed);
        time("lastRowAt", "Last row", "Última fila", "Última linha", Passage::lastRowAt);
    }

    static List<Column<Passage>> of(Clocks clocks, Privacy privacy) {
        return List.copyOf(new PassageColumns(clocks, privacy).columns);
    }

    /** {@code EXITED_KEY} is {@code exitedKey} in JSON. */
    static String name(Enum<?> value) {
        var name = new StringBuilder();
        for (var word : value.name().split("_", -1)) {
            name.append(name.isEmpty() ? word.substring(0, 1).toLowerCase(Locale.ROOT) : word.substring(0, 1));
            name.append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private void identity() {
        text("source", "Source", "Fuente", "Fonte", Passage::source);
        text("queue", "Queue", "Cola", "Fila", Passage::queue);
        text(
                "channel",
                "Channel",
                "Canal",
                "Canal",
                passage -> passage.channel().wireName());
        text(
                "direction",
                "Direction",
                "Sentido",
                "Sentido",
                passage -> passage.direction().wireName());
        text("interaction", "Interaction", "Interacción", "Interação", Passage::interaction);
        number("ordinal", "Passage", "Pasaje", "Passagem", Passage::ordinal);
        time("enter", "Entered", "Entrada", "Entrada", Passage::enter);
    }

    private void waiting() {
        text("outcome", "Outcome", "Resultado", "Resultado", passage -> name(passage.outcome()));
        time("waitEnd", "End of waiting", "Fin de espera", "Fim da espera", Passage::waitEnd);
        seconds("wait", "Wait (s)", "Espera (s)", "Espera (s)", Passage::waitSeconds);
        number("position", "Position", "Posición", "Posição", Passage::position);
        text("exitKey", "Key", "Tecla", "Tecla", Passage::exitKey);
        number("ringNoAnswers", "Rang in vain", "Sin atender", "Não atendidas", Passage::ringNoAnswers);
        number("ringRefusals", "Refused", "Rechazadas", "Recusadas", Passage::ringRefusals);
        number("agentDumps", "Dumped", "Cortadas", "Descartadas", Passage::agentDumps);
        seconds(
                "sinceLastContact",
                "Since last contact (s)",
                "Desde último contacto (s)",
                "Desde o último contato (s)",
                Passage::sinceLastContactSeconds);
    }

    private void talking() {
        text("agent", "Agent", "Agente", "Agente", Passage::agent);
        text("lastAgent", "Last agent", "Último agente", "Último agente", Passage::lastAgent);
        number("agentTransfers", "Taken over", "Traspasos", "Repasses", Passage::agentTransfers);
        seconds("ring", "Ring (s)", "Timbre (s)", "Toque (s)", Passage::ringSeconds);
        time("talkEnd", "End of talk", "Fin de conversación", "Fim da conversa", Passage::talkEnd);
        text("endType", "Ended by", "Terminada por", "Encerrada por", passage -> {
            var end = passage.endType();
            return end == null ? null : name(end);
        });
        seconds("talk", "Talk (s)", "Conversación (s)", "Conversa (s)", Passage::talkSeconds);
        seconds("hold", "Hold (s)", "Retención (s)", "Retenção (s)", Passage::holdSeconds);
        time("wrapUpEnd", "End of wrap-up", "Fin de cierre", "Fim do pós", Passage::wrapUpEnd);
        seconds("wrapUp", "Wrap-up (s)", "Cierre (s)", "Pós-atendimento (s)", Passage::wrapUpSeconds);
        text("transferTo", "Transferred to", "Transferida a", "Transferida para", Passage::transferTo);
        number("messages", "Messages", "Mensajes", "Mensagens", Passage::messages);
        number("rating", "Rating", "Calificación", "Avaliação", Passage::rating);
    }

    private void text(String id, String en, String es, String pt, Function<Passage, @Nullable String> of) {
        columns.add(Column.of(id, TEXT, en, es, pt, of::apply));
    }

    private void number(String id, String en, String es, String pt, Function<Passage, @Nullable Number> of) {
        columns.add(Column.of(id, NUMBER, en, es, pt, of::apply));
    }

    private void seconds(String id, String en, String es, String pt, Function<Passage, @Nullable Number> of) {
        columns.add(Column.of(id, SECONDS, en, es, pt, of::apply));
    }

    private void truth(String id, String en, String es, String pt, Function<Passage, Boolean> of) {
        columns.add(Column.of(id, TRUTH, en, es, pt, of::apply));
    }

    private void time(String id, String en, String es, String pt, Function<Passage, @Nullable Instant> of) {
        columns.add(Column.of(id, TIME, en, es, pt, passage -> {
            var at = of.apply(passage);
            return at == null ? null : at.atZone(clocks.zone(passage.source(), at));
        }));
    }
}
