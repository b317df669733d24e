package pulso.schemas.kpi;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The catalogue of figures: the one place that says what each means, in which unit, and how it is had. */
public enum Kpi {
    RECEIVED(
            "received",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "offered + refused",
            Words.RECEIVED,
            (f, _) -> f.received()),
    OFFERED(
            "offered",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "passages that entered the queue",
            Words.OFFERED,
            (f, _) -> f.offered()),
    ANSWERED(
            "answered",
            Unit.COUNT,
            Base.COHORT,
            Better.HIGHER,
            "passages with CONNECT",
            Words.ANSWERED,
            (f, _) -> f.answered()),
    ABANDONED(
            "abandoned",
            Unit.COUNT,
            Base.COHORT,
            Better.LOWER,
            "passages with ABANDON",
            Words.ABANDONED,
            (f, _) -> f.abandoned()),
    SHORT_ABANDONED(
            "shortAbandoned",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "abandoned with wait < short",
            Words.SHORT_ABANDONED,
            (f, p) -> f.shortAbandoned(p.shortSeconds())),
    EXITED_KEY(
            "exitedKey",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "passages with EXITWITHKEY",
            Words.EXITED_KEY,
            (f, _) -> f.exitedKey()),
    EXITED_TIMEOUT(
            "exitedTimeout",
            Unit.COUNT,
            Base.COHORT,
            Better.LOWER,
            "passages with EXITWITHTIMEOUT",
            Words.EXITED_TIMEOUT,
            (f, _) -> f.exitedTimeout()),
    EXITED_EMPTY(
            "exitedEmpty",
            Unit.COUNT,
            Base.COHORT,
            Better.LOWER,
            "passages with EXITEMPTY",
            Words.EXITED_EMPTY,
            (f, _) -> f.exitedEmpty()),
    WITHDRAWN(
            "withdrawn",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "passages with WITHDRAW",
            Words.WITHDRAWN,
            (f, _) -> f.withdrawn()),
    SYSTEM(
            "system",
            Unit.COUNT,
            Base.COHORT,
            Better.LOWER,
            "ended unanswered by a restart or by age",
            Words.SYSTEM,
            (f, _) -> f.system()),
    OPEN("open", Unit.COUNT, Base.COHORT, Better.NEITHER, "still waiting", Words.OPEN, (f, _) -> f.open()),
    REFUSED(
            "refused",
            Unit.COUNT,
            Base.COHORT,
            Better.LOWER,
            "refused at the door",
            Words.REFUSED,
            (f, _) -> f.refused()),
    TRANSFERRED(
            "transferred",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.NEITHER,
            "conversations ended by a transfer",
            Words.TRANSFERRED,
            (f, _) -> f.transferred()),
    RING_NO_ANSWER(
            "ringNoAnswer",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.LOWER,
            "RINGNOANSWER with ring time > 0 ms",
            Words.RING_NO_ANSWER,
            (f, _) -> f.ringNoAnswer()),
    RING_REFUSED(
            "ringRefused",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.LOWER,
            "RINGNOANSWER with ring time 0 ms",
            Words.RING_REFUSED,
            (f, _) -> f.ringRefused()),
    HANDLED(
            "handled",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.HIGHER,
            "conversations that ended",
            Words.HANDLED,
            (f, _) -> f.handled()),
    SERVICE_LEVEL(
            "serviceLevel",
            Unit.RATIO,
            Base.COHORT,
            Better.HIGHER,
            "by formula sl1 to sl6; sl6: answered within T / (offered − open − short abandoned)",
            Words.SERVICE_LEVEL,
            (f, p) -> p.formula().apply(f, p.thresholdSeconds(), p.shortSeconds())),
    ANSWERED_WITHIN(
            "answeredWithin",
            Unit.COUNT,
            Base.COHORT,
            Better.HIGHER,
            "answered with wait ≤ T",
            Words.ANSWERED_WITHIN,
            (f, p) -> f.answeredWaits().atMost(p.thresholdSeconds())),
    ANSWER_RATE(
            "answerRate",
            Unit.RATIO,
            Base.COHORT,
            Better.HIGHER,
            "answered / (offered − open)",
            Words.ANSWER_RATE,
            (f, _) -> f.answerRate()),
    ABANDON_RATE(
            "abandonRate",
            Unit.RATIO,
            Base.COHORT,
            Better.LOWER,
            "abandoned / (offered − open)",
            Words.ABANDON_RATE,
            (f, _) -> f.abandonRate()),
    ASA(
            "asa",
            Unit.SECONDS,
            Base.COHORT,
            Better.LOWER,
            "sum of waits of answered / answered",
            Words.ASA,
            (f, _) -> f.asa()),
    WAIT_P50(
            "waitP50",
            Unit.SECONDS,
            Base.COHORT,
            Better.LOWER,
            "nearest rank, 50 % of ended waits",
            Words.WAIT_P50,
            (f, _) -> f.endedWaits().percentile(50)),
    WAIT_P90(
            "waitP90",
            Unit.SECONDS,
            Base.COHORT,
            Better.LOWER,
            "nearest rank, 90 % of ended waits",
            Words.WAIT_P90,
            (f, _) -> f.endedWaits().percentile(90)),
    WAIT_P95(
            "waitP95",
            Unit.SECONDS,
            Base.COHORT,
            Better.LOWER,
            "nearest rank, 95 % of ended waits",
            Words.WAIT_P95,
            (f, _) -> f.endedWaits().percentile(95)),
    WAIT_MAX(
            "waitMax",
            Unit.SECONDS,
            Base.COHORT,
            Better.LOWER,
            "longest ended wait",
            Words.WAIT_MAX,
            (f, _) -> f.endedWaits().max()),
    ABANDON_WAIT(
            "abandonWait",
            Unit.SECONDS,
            Base.COHORT,
            Better.NEITHER,
            "sum of waits of abandoned / abandoned",
            Words.ABANDON_WAIT,
            (f, _) -> f.abandonWait()),
    TALK(
            "talk",
            Unit.SECONDS,
            Base.ACTIVITY,
            Better.NEITHER,
            "sum of conversation that ended, hold included",
            Words.TALK,
            (f, _) -> f.talk()),
    TALK_KNOWN(
            "talkKnown",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.NEITHER,
            "conversations that ended with known length",
            Words.TALK_KNOWN,
            (f, _) -> f.talkKnown()),
    HOLD(
            "hold",
            Unit.SECONDS,
            Base.ACTIVITY,
            Better.LOWER,
            "sum of hold of conversations that ended",
            Words.HOLD,
            (f, _) -> f.hold()),
    WRAP_UP(
            "wrapUp",
            Unit.SECONDS,
            Base.ACTIVITY,
            Better.LOWER,
            "sum of wrap-up used: total − left of FINISHWRAPUP",
            Words.WRAP_UP,
            (f, _) -> f.wrapUp()),
    WRAP_UP_KNOWN(
            "wrapUpKnown",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.NEITHER,
            "wrap-ups that ended",
            Words.WRAP_UP_KNOWN,
            (f, _) -> f.wrapUpKnown()),
    AHT(
            "aht",
            Unit.SECONDS,
            Base.ACTIVITY,
            Better.LOWER,
            "(talk + wrap-up used) / conversations that ended with known length",
            Words.AHT,
            (f, _) -> f.aht()),
    AGENT_DUMP(
            "agentDump",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.LOWER,
            "AGENTDUMP rows; the caller goes on waiting",
            Words.AGENT_DUMP,
            (f, _) -> f.agentDumps()),
    RECONSTRUCTED(
            "reconstructed",
            Unit.COUNT,
            Base.COHORT,
            Better.NEITHER,
            "passages whose start was rebuilt from their end",
            Words.RECONSTRUCTED,
            (f, _) -> f.reconstructed()),
    OUT_ATTEMPTS(
            "outAttempts",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.NEITHER,
            "OUTCALL rows",
            Words.OUT_ATTEMPTS,
            (f, _) -> f.outAttempts()),
    OUT_ANSWERED(
            "outAnswered",
            Unit.COUNT,
            Base.ACTIVITY,
            Better.HIGHER,
            "OUTCALL with dial status ANSWER",
            Words.OUT_ANSWERED,
            (f, _) -> f.outAnswered()),
    OUT_TALK(
            "outTalk",
            Unit.SECONDS,
            Base.ACTIVITY,
            Better.NEITHER,
            "sum of OUTCALL durations",
            Words.OUT_TALK,
            (f, _) -> f.outTalk());

    /** What a figure is counted in. Ratios are 0..1. */
    public enum Unit {
        COUNT,
        SECONDS,
        RATIO
    }

    /** Whether a figure belongs to the minute of entering (cohort) or to the minute in which it happened. */
    public enum Base {
        COHORT,
        ACTIVITY
    }

    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** What the caller may choose: thresholds in seconds and the formula of service level. */
    public record Parameters(int thresholdSeconds, int shortSeconds, ServiceLevelFormula formula) {
        public static final Parameters DEFAULT = new Parameters(20, 5, ServiceLevelFormula.SL6);
    }

    /** One sentence in each language of the board. */
    public record Sentence(String en, String es, String pt) {}

    private final String id;
    private final Unit unit;
    private final Base base;
    private final Better better;
    private final String formula;
    private final Sentence sentence;
    private final BiFunction<QueueFigures, Parameters, @Nullable Number> value;

    Kpi(
            String id,
            Unit unit,
            Base base,
            Better better,
            String formula,
            Sentence sentence,
            BiFunction<QueueFigures, Parameters, @Nullable Number> value) {
        this.id = id;
        this.unit = unit;
        this.base = base;
        this.better = better;
        this.formula = formula;
        this.sentence = sentence;
        this.value = value;
    }

    public String id() {
        return id;
    }

    public Unit unit() {
        return unit;
    }

    public Base base() {
        return base;
    }

    public Better better() {
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
    public @Nullable Number of(QueueFigures figures, Parameters parameters) {
        return value.apply(figures, parameters);
    }
}
