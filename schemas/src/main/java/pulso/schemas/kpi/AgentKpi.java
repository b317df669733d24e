package pulso.schemas.kpi;

import static pulso.schemas.kpi.Kpi.Better.*;
import static pulso.schemas.kpi.Kpi.Unit.*;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The catalogue of an agent's figures. All are clipped to the window by the clock. */
public enum AgentKpi {
    LOGIN("login", SECONDS, NEITHER, "AGENTLOGIN to AGENTLOGOFF", AgentFigures::login),
    AVAILABLE("available", SECONDS, NEITHER, "login − break − pause − busy", AgentFigures::available),
    BREAK("break", SECONDS, NEITHER, "union of BREAK to UNBREAK within login", AgentFigures::breakTime),
    PAUSE(
            "pause",
            SECONDS,
            NEITHER,
            "union of REALPAUSE to REALUNPAUSE within login, outside of breaks",
            AgentFigures::pause),
    TALK("talk", SECONDS, NEITHER, "conversation by the clock, hold and outbound included", AgentFigures::talk),
    HOLD("hold", SECONDS, LOWER, "hold by the clock", AgentFigures::hold),
    WRAP_UP("wrapUp", SECONDS, LOWER, "wrap-up by the clock", AgentFigures::wrapUp),
    ANSWERED(
            "answered",
            COUNT,
            HIGHER,
            "passages with CONNECT of the agent, by minute of entering",
            AgentFigures::answered),
    RING_NO_ANSWER("ringNoAnswer", COUNT, LOWER, "RINGNOANSWER with ring time > 0 ms", AgentFigures::ringNoAnswer),
    RING_REFUSED("ringRefused", COUNT, LOWER, "RINGNOANSWER with ring time 0 ms", AgentFigures::ringRefused),
    RING_NO_ANSWER_RATE(
            "ringNoAnswerRate",
            RATIO,
            LOWER,
            "ringNoAnswer / (ringNoAnswer + answered)",
            AgentFigures::ringNoAnswerRate),
    TRANSFERS_TAKEN("transfersTaken", COUNT, NEITHER, "ATTENDED rows", AgentFigures::transfersTaken),
    OUT_ATTEMPTS("outAttempts", COUNT, NEITHER, "OUTCALL and OUT* rows of the agent", AgentFigures::outAttempts),
    OUT_ANSWERED("outAnswered", COUNT, HIGHER, "OUTCALL with dial status ANSWER", AgentFigures::outAnswered),
    OCCUPANCY(
            "occupancy",
            RATIO,
            NEITHER,
            "busy / (login − break − pause); busy is the union of talk and wrap-up",
            AgentFigures::occupancy),
    UTILISATION("utilisation", RATIO, NEITHER, "busy / login", AgentFigures::utilisation);

    private final String id;
    private final Kpi.Unit unit;
    private final Kpi.Better better;
    private final String formula;
    private final Sentence sentence;
    private final Function<AgentFigures, @Nullable Number> figure;

    AgentKpi(
            String id,
            Kpi.Unit unit,
            Kpi.Better better,
            String formula,
            Function<AgentFigures, @Nullable Number> figure) {
        this.id = id;
        this.unit = unit;
        this.better = better;
        this.formula = formula;
        this.sentence = Words.of(id);
        this.figure = figure;
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

    /** The figure; null where it is unknown. */
    public @Nullable Number of(AgentFigures figures) {
        return figure.apply(figures);
    }
}
