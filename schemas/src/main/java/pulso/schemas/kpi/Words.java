package pulso.schemas.kpi;

import java.util.HashMap;
import java.util.Map;

/** The catalogue's sentences for people, in the three languages of the board, by the figure's id. */
final class Words {
    private static final Map<String, Sentence> SENTENCES = sentences();

    private Words() {}

    static Sentence of(String id) {
        var sentence = SENTENCES.get(id);
        if (sentence == null) {
            throw new IllegalArgumentException("no sentence for " + id);
        }
        return sentence;
    }

    private static Map<String, Sentence> sentences() {
        var to = new HashMap<String, Sentence>();
        volume(to);
        refusals(to);
        waits(to);
        handling(to);
        service(to);
        agents(to);
        time(to);
        return Map.copyOf(to);
    }

    private static void volume(Map<String, Sentence> to) {
        say(
                to,
                "received",
                "Everyone who came, refused or not.",
                "Todos los que llegaron, rechazados o no.",
                "Todos os que chegaram, recusados ou não.");
        say(to, "offered", "Entered the queue.", "Entraron en la cola.", "Entraram na fila.");
        say(to, "answered", "Picked up by an agent.", "Atendidos por un agente.", "Atendidos por um agente.");
        say(
                to,
                "abandoned",
                "Hung up while waiting.",
                "Cortaron mientras esperaban.",
                "Desligaram enquanto esperavam.");
        say(
                to,
                "shortAbandoned",
                "Hung up almost at once.",
                "Cortaron casi de inmediato.",
                "Desligaram quase de imediato.");
        say(
                to,
                "exitedKey",
                "Left by pressing a key.",
                "Salieron pulsando una tecla.",
                "Saíram pressionando uma tecla.");
        say(
                to,
                "exitedTimeout",
                "Left since they waited too long.",
                "Salieron por tiempo de espera agotado.",
                "Saíram por tempo de espera esgotado.");
        say(
                to,
                "exitedEmpty",
                "Sent away since no agent was left.",
                "Expulsados por no quedar agentes.",
                "Retirados por não haver agentes.");
        say(
                to,
                "withdrawn",
                "Taken out by a supervisor.",
                "Retirados por un supervisor.",
                "Retirados por um supervisor.");
        say(
                to,
                "system",
                "Lost by a restart or never ended.",
                "Perdidos por un reinicio o sin final.",
                "Perdidos por reinício ou sem fim.");
        say(to, "open", "Still waiting.", "Siguen esperando.", "Ainda esperando.");
    }

    private static void refusals(Map<String, Sentence> to) {
        say(
                to,
                "refused",
                "Not let in: closed, full or no agents.",
                "No admitidos: cerrado, lleno o sin agentes.",
                "Não admitidos: fechado, cheio ou sem agentes.");
        say(
                to,
                "agentDump",
                "The agent hung up during the announcement.",
                "El agente cortó durante el anuncio.",
                "O agente desligou durante o anúncio.");
        say(
                to,
                "reconstructed",
                "Start rebuilt from the end.",
                "Inicio reconstruido a partir del final.",
                "Início reconstruído a partir do fim.");
        say(
                to,
                "refusedClosed",
                "Not let in since it was closed.",
                "No admitidos por estar cerrado.",
                "Não admitidos por estar fechado.");
        say(
                to,
                "refusedFull",
                "Not let in since the queue was full.",
                "No admitidos por estar llena la cola.",
                "Não admitidos por estar a fila cheia.");
        say(
                to,
                "refusedNoAgents",
                "Not let in since there were no agents.",
                "No admitidos por falta de agentes.",
                "Não admitidos por falta de agentes.");
        say(
                to,
                "refusedBlocked",
                "Not let in since the sender is blocked.",
                "No admitidos por lista negra.",
                "Não admitidos por lista negra.");
        say(
                to,
                "recovered",
                "Recovered after the chat server restarted.",
                "Recuperados al reiniciar el servidor.",
                "Recuperados ao reiniciar o servidor.");
    }

    private static void waits(Map<String, Sentence> to) {
        say(
                to,
                "asa",
                "Average wait of the answered.",
                "Espera media de los atendidos.",
                "Espera média dos atendidos.");
        say(to, "waitP50", "Half waited no longer.", "La mitad no esperó más.", "A metade não esperou mais.");
        say(
                to,
                "waitP90",
                "Nine of ten waited no longer.",
                "Nueve de diez no esperaron más.",
                "Nove de dez não esperaram mais.");
        say(
                to,
                "waitP95",
                "95 of 100 waited no longer.",
                "95 de 100 no esperaron más.",
                "95 de 100 não esperaram mais.");
        say(to, "waitMax", "The longest wait.", "La espera más larga.", "A espera mais longa.");
        say(
                to,
                "abandonWait",
                "Average wait before hanging up.",
                "Espera media antes de cortar.",
                "Espera média antes de desligar.");
        say(to, "waitMean", "Average wait of all.", "Espera media de todos.", "Espera média de todos.");
        say(
                to,
                "waitP80",
                "Eight of ten waited no longer.",
                "Ocho de diez no esperaron más.",
                "Oito de dez não esperaram mais.");
    }

    private static void handling(Map<String, Sentence> to) {
        say(to, "transferred", "Passed on by the agent.", "Transferidos por el agente.", "Transferidos pelo agente.");
        say(to, "handled", "Conversations that ended.", "Conversaciones terminadas.", "Conversas encerradas.");
        say(
                to,
                "talk",
                "Time in conversation, hold included.",
                "Tiempo en conversación, con espera.",
                "Tempo em conversa, com espera.");
        say(
                to,
                "talkKnown",
                "Conversations of known length.",
                "Conversaciones de duración conocida.",
                "Conversas de duração conhecida.");
        say(to, "hold", "Time on hold.", "Tiempo en espera durante la llamada.", "Tempo em espera na chamada.");
        say(
                to,
                "wrapUp",
                "Time used after the call.",
                "Tiempo usado después de la llamada.",
                "Tempo usado após a chamada.");
        say(to, "wrapUpKnown", "Wrap-ups that ended.", "Cierres terminados.", "Encerramentos concluídos.");
        say(
                to,
                "aht",
                "Average time an interaction takes an agent.",
                "Tiempo medio de gestión.",
                "Tempo médio de atendimento.");
        say(to, "talkMean", "Average conversation.", "Conversación media.", "Conversa média.");
        say(to, "holdMean", "Average time on hold.", "Tiempo medio en espera.", "Tempo médio em espera.");
        say(to, "wrapUpMean", "Average wrap-up.", "Cierre medio.", "Encerramento médio.");
        say(
                to,
                "netTalk",
                "Time in conversation without hold.",
                "Tiempo en conversación sin espera.",
                "Tempo em conversa sem espera.");
        say(to, "messages", "Messages exchanged.", "Mensajes intercambiados.", "Mensagens trocadas.");
        say(
                to,
                "messagesMean",
                "Messages of an average conversation.",
                "Mensajes por conversación.",
                "Mensagens por conversa.");
        say(to, "endedByCaller", "Ended by the caller.", "Terminadas por el cliente.", "Encerradas pelo cliente.");
        say(to, "endedByAgent", "Ended by the agent.", "Terminadas por el agente.", "Encerradas pelo agente.");
        say(to, "transferRate", "Share that was passed on.", "Proporción transferida.", "Proporção transferida.");
    }

    private static void service(Map<String, Sentence> to) {
        say(
                to,
                "serviceLevel",
                "Share answered in time.",
                "Proporción atendida a tiempo.",
                "Proporção atendida a tempo.");
        say(
                to,
                "answeredWithin",
                "Answered within the threshold.",
                "Atendidos dentro del umbral.",
                "Atendidos dentro do limite.");
        say(to, "answerRate", "Share that was answered.", "Proporción atendida.", "Proporção atendida.");
        say(to, "abandonRate", "Share that hung up.", "Proporción que abandonó.", "Proporção que abandonou.");
        say(
                to,
                "answeredLate",
                "Answered after the threshold.",
                "Atendidos fuera del umbral.",
                "Atendidos fora do limite.");
        say(
                to,
                "abandonedWithin",
                "Hung up within the threshold.",
                "Cortaron dentro del umbral.",
                "Desligaram dentro do limite.");
        say(to, "rated", "Rated by the customer.", "Calificadas por el cliente.", "Avaliadas pelo cliente.");
        say(to, "rating", "Average rating.", "Calificación media.", "Avaliação média.");
        say(to, "repeat24h", "Came back within a day.", "Volvieron en un día.", "Voltaram em um dia.");
        say(to, "repeat7d", "Came back within seven days.", "Volvieron en siete días.", "Voltaram em sete dias.");
        say(
                to,
                "repeatRate24h",
                "Share that came back within a day.",
                "Proporción que volvió en un día.",
                "Proporção que voltou em um dia.");
        say(
                to,
                "repeatRate7d",
                "Share that came back within seven days.",
                "Proporción que volvió en siete días.",
                "Proporção que voltou em sete dias.");
    }

    private static void agents(Map<String, Sentence> to) {
        say(
                to,
                "ringNoAnswer",
                "Rang at an agent who did not pick up.",
                "Sonó a un agente que no atendió.",
                "Tocou em um agente que não atendeu.");
        say(
                to,
                "ringRefused",
                "Refused at once by the agent's phone.",
                "Rechazado al instante por el teléfono.",
                "Recusado na hora pelo telefone.");
        say(
                to,
                "outAttempts",
                "Outbound calls tried.",
                "Llamadas salientes intentadas.",
                "Chamadas de saída tentadas.");
        say(
                to,
                "outAnswered",
                "Outbound calls answered.",
                "Llamadas salientes atendidas.",
                "Chamadas de saída atendidas.");
        say(
                to,
                "outTalk",
                "Time in outbound conversation.",
                "Tiempo en llamadas salientes.",
                "Tempo em chamadas de saída.");
        say(
                to,
                "ringTime",
                "Average ringing before pick-up.",
                "Timbre medio antes de atender.",
                "Toque médio antes de atender.");
        say(
                to,
                "outAnswerRate",
                "Share of outbound calls answered.",
                "Proporción de salientes atendidas.",
                "Proporção de saídas atendidas.");
        say(
                to,
                "outHandled",
                "Agent-started interactions that ended.",
                "Iniciadas por agentes y terminadas.",
                "Iniciadas por agentes e encerradas.");
    }

    private static void time(Map<String, Sentence> to) {
        say(to, "login", "Time logged in.", "Tiempo conectado.", "Tempo conectado.");
        say(to, "available", "Time free for the next interaction.", "Tiempo disponible.", "Tempo disponível.");
        say(to, "break", "Time on break.", "Tiempo en descanso.", "Tempo em descanso.");
        say(to, "pause", "Time paused.", "Tiempo en pausa.", "Tempo em pausa.");
        say(
                to,
                "ringNoAnswerRate",
                "Share of rings not picked up.",
                "Proporción de timbres sin atender.",
                "Proporção de toques não atendidos.");
        say(
                to,
                "transfersTaken",
                "Taken over from another agent.",
                "Recibidas de otro agente.",
                "Recebidas de outro agente.");
        say(
                to,
                "occupancy",
                "Busy share of the time at work.",
                "Proporción ocupada del tiempo activo.",
                "Proporção ocupada do tempo ativo.");
        say(
                to,
                "utilisation",
                "Busy share of the time logged in.",
                "Proporción ocupada del tiempo conectado.",
                "Proporção ocupada do tempo conectado.");
    }

    private static void say(Map<String, Sentence> to, String id, String en, String es, String pt) {
        to.put(id, new Sentence(en, es, pt));
    }
}
