package pulso.schemas.kpi;

import static pulso.schemas.kpi.Kpi.Better.HIGHER;
import static pulso.schemas.kpi.Kpi.Better.LOWER;
import static pulso.schemas.kpi.Kpi.Better.NEITHER;
import static pulso.schemas.kpi.Kpi.Unit.COUNT;
import static pulso.schemas.kpi.Kpi.Unit.SECONDS;

/** The catalogue of what is true of a queue at this moment, made from its open passages and its agents. */
public enum NowFigure {
    WAITING(
            "waiting",
            COUNT,
            LOWER,
            "open passages",
            new Sentence("Waiting now.", "Esperan ahora.", "Esperando agora.")),
    LONGEST_WAIT(
            "longestWait",
            SECONDS,
            LOWER,
            "asOf − longestWaitSince",
            new Sentence(
                    "The longest wait of those who wait.",
                    "La espera más larga de los que esperan.",
                    "A espera mais longa de quem espera.")),
    AT_RISK(
            "atRisk",
            COUNT,
            LOWER,
            "open passages that have waited > T",
            new Sentence(
                    "Waiting longer than the threshold.", "Esperan más que el umbral.", "Esperando além do limite.")),
    ESTIMATED_WAIT(
            "estimatedWait",
            SECONDS,
            LOWER,
            "(waiting + 1) × AHT of the last 30 min, else of today / agents at work",
            new Sentence(
                    "What a new caller will wait, roughly.",
                    "Lo que esperará quien llegue, aproximado.",
                    "Quanto esperará quem chegar, aproximado.")),
    TIME_TO_CLEAR(
            "timeToClear",
            SECONDS,
            LOWER,
            "waiting × AHT of the last 30 min, else of today / agents at work",
            new Sentence(
                    "Until nobody waits, if nobody came.",
                    "Hasta vaciar la cola, si nadie llegara.",
                    "Até esvaziar a fila, se ninguém chegasse.")),
    IN_SERVICE(
            "inService",
            COUNT,
            NEITHER,
            "passages in conversation",
            new Sentence("In conversation now.", "En conversación ahora.", "Em conversa agora.")),
    ON_HOLD(
            "onHold",
            COUNT,
            LOWER,
            "passages in conversation that are on hold",
            new Sentence("On hold now.", "Retenidas ahora.", "Retidas agora.")),
    RINGING(
            "ringing",
            COUNT,
            NEITHER,
            "open passages that ring at an agent",
            new Sentence("Ringing at an agent now.", "Suenan ahora a un agente.", "Tocando agora em um agente.")),
    AGENTS_AT_WORK(
            "agentsAtWork",
            COUNT,
            HIGHER,
            "agents logged in who serve the queue, less those on break or paused",
            new Sentence(
                    "Agents who can answer or are busy.",
                    "Agentes que atienden o pueden atender.",
                    "Agentes que atendem ou podem atender."));

    private final String id;
    private final Kpi.Unit unit;
    private final Kpi.Better better;
    private final String formula;
    private final Sentence sentence;

    NowFigure(String id, Kpi.Unit unit, Kpi.Better better, String formula, Sentence sentence) {
        this.id = id;
        this.unit = unit;
        this.better = better;
        this.formula = formula;
        this.sentence = sentence;
    }

    public String id() {
        return id;
    }

    public Kpi.Unit unit() {
        return unit;
    }

    public Kpi.Better better() {
        return better;
    }

    /** How the figure is had, in words. */
    public String formula() {
        return formula;
    }

    public Sentence sentence() {
        return sentence;
    }
}
