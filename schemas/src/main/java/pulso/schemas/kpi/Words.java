package pulso.schemas.kpi;

import pulso.schemas.kpi.Kpi.Sentence;

/** The catalogue's sentences for people, in the three languages of the board. */
final class Words {
    static final Sentence RECEIVED = say(
            "Everyone who came, refused or not.",
            "Todos los que llegaron, rechazados o no.",
            "Todos os que chegaram, recusados ou não.");
    static final Sentence OFFERED = say("Entered the queue.", "Entraron en la cola.", "Entraram na fila.");
    static final Sentence ANSWERED =
            say("Picked up by an agent.", "Atendidos por un agente.", "Atendidos por um agente.");
    static final Sentence ABANDONED =
            say("Hung up while waiting.", "Cortaron mientras esperaban.", "Desligaram enquanto esperavam.");
    static final Sentence SHORT_ABANDONED =
            say("Hung up almost at once.", "Cortaron casi de inmediato.", "Desligaram quase de imediato.");
    static final Sentence EXITED_KEY =
            say("Left by pressing a key.", "Salieron pulsando una tecla.", "Saíram pressionando uma tecla.");
    static final Sentence EXITED_TIMEOUT = say(
            "Left since they waited too long.",
            "Salieron por tiempo de espera agotado.",
            "Saíram por tempo de espera esgotado.");
    static final Sentence EXITED_EMPTY = say(
            "Sent away since no agent was left.",
            "Expulsados por no quedar agentes.",
            "Retirados por não haver agentes.");
    static final Sentence WITHDRAWN =
            say("Taken out by a supervisor.", "Retirados por un supervisor.", "Retirados por um supervisor.");
    static final Sentence SYSTEM = say(
            "Lost by a restart or never ended.",
            "Perdidos por un reinicio o sin final.",
            "Perdidos por reinício ou sem fim.");
    static final Sentence OPEN = say("Still waiting.", "Siguen esperando.", "Ainda esperando.");
    static final Sentence REFUSED = say(
            "Not let in: closed, full or no agents.",
            "No admitidos: cerrado, lleno o sin agentes.",
            "Não admitidos: fechado, cheio ou sem agentes.");
    static final Sentence TRANSFERRED =
            say("Passed on by the agent.", "Transferidos por el agente.", "Transferidos pelo agente.");
    static final Sentence RING_NO_ANSWER = say(
            "Rang at an agent who did not pick up.",
            "Sonó a un agente que no atendió.",
            "Tocou em um agente que não atendeu.");
    static final Sentence RING_REFUSED = say(
            "Refused at once by the agent's phone.",
            "Rechazado al instante por el teléfono.",
            "Recusado na hora pelo telefone.");
    static final Sentence HANDLED =
            say("Conversations that ended.", "Conversaciones terminadas.", "Conversas encerradas.");
    static final Sentence SERVICE_LEVEL =
            say("Share answered in time.", "Proporción atendida a tiempo.", "Proporção atendida a tempo.");
    static final Sentence ANSWERED_WITHIN =
            say("Answered within the threshold.", "Atendidos dentro del umbral.", "Atendidos dentro do limite.");
    static final Sentence ANSWER_RATE = say("Share that was answered.", "Proporción atendida.", "Proporção atendida.");
    static final Sentence ABANDON_RATE =
            say("Share that hung up.", "Proporción que abandonó.", "Proporção que abandonou.");
    static final Sentence ASA =
            say("Average wait of the answered.", "Espera media de los atendidos.", "Espera média dos atendidos.");
    static final Sentence WAIT_P50 =
            say("Half waited no longer.", "La mitad no esperó más.", "A metade não esperou mais.");
    static final Sentence WAIT_P90 =
            say("Nine of ten waited no longer.", "Nueve de diez no esperaron más.", "Nove de dez não esperaram mais.");
    static final Sentence WAIT_P95 =
            say("95 of 100 waited no longer.", "95 de 100 no esperaron más.", "95 de 100 não esperaram mais.");
    static final Sentence WAIT_MAX = say("The longest wait.", "La espera más larga.", "A espera mais longa.");
    static final Sentence ABANDON_WAIT =
            say("Average wait before hanging up.", "Espera media antes de cortar.", "Espera média antes de desligar.");
    static final Sentence TALK = say(
            "Time in conversation, hold included.",
            "Tiempo en conversación, con espera.",
            "Tempo em conversa, com espera.");
    static final Sentence TALK_KNOWN = say(
            "Conversations of known length.",
            "Conversaciones de duración conocida.",
            "Conversas de duração conhecida.");
    static final Sentence HOLD =
            say("Time on hold.", "Tiempo en espera durante la llamada.", "Tempo em espera na chamada.");
    static final Sentence WRAP_UP =
            say("Time used after the call.", "Tiempo usado después de la llamada.", "Tempo usado após a chamada.");
    static final Sentence WRAP_UP_KNOWN =
            say("Wrap-ups that ended.", "Cierres terminados.", "Encerramentos concluídos.");
    static final Sentence AHT = say(
            "Average time an interaction takes an agent.", "Tiempo medio de gestión.", "Tempo médio de atendimento.");
    static final Sentence AGENT_DUMP = say(
            "The agent hung up during the announcement.",
            "El agente cortó durante el anuncio.",
            "O agente desligou durante o anúncio.");
    static final Sentence RECONSTRUCTED = say(
            "Start rebuilt from the end.",
            "Inicio reconstruido a partir del final.",
            "Início reconstruído a partir do fim.");
    static final Sentence OUT_ATTEMPTS =
            say("Outbound calls tried.", "Llamadas salientes intentadas.", "Chamadas de saída tentadas.");
    static final Sentence OUT_ANSWERED =
            say("Outbound calls answered.", "Llamadas salientes atendidas.", "Chamadas de saída atendidas.");
    static final Sentence OUT_TALK =
            say("Time in outbound conversation.", "Tiempo en llamadas salientes.", "Tempo em chamadas de saída.");

    private Words() {}

    private static Sentence say(String en, String es, String pt) {
        return new Sentence(en, es, pt);
    }
}
