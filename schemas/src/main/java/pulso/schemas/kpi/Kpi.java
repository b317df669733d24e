package pulso.schemas.kpi;

import static pulso.schemas.kpi.Kpi.Base.*;
import static pulso.schemas.kpi.Kpi.Better.*;
import static pulso.schemas.kpi.Kpi.Unit.*;

import org.jspecify.annotations.Nullable;

/** The catalogue of a queue's figures: the one place that says what each means, in which unit, and how it is had. */
public enum Kpi {
    RECEIVED("received", COUNT, COHORT, NEITHER, "offered + refused", QueueCount.RECEIVED),
    OFFERED("offered", COUNT, COHORT, NEITHER, "passages that entered the queue", QueueCount.OFFERED),
    ANSWERED("answered", COUNT, COHORT, NEITHER, "passages with CONNECT", QueueCount.ANSWERED),
    ABANDONED("abandoned", COUNT, COHORT, LOWER, "passages with ABANDON", QueueCount.ABANDONED),
    SHORT_ABANDONED(
            "shortAbandoned",
            COUNT,
            COHORT,
            NEITHER,
            "abandoned with wait < short",
            (_, j) -> j.parts().shortAbandoned()),
    ABANDONED_WITHIN(
            "abandonedWithin",
            COUNT,
            COHORT,
            NEITHER,
            "abandoned with wait ≤ T",
            (_, j) -> j.parts().abandonedWithin()),
    EXITED_KEY("exitedKey", COUNT, COHORT, NEITHER, "passages with EXITWITHKEY", QueueCount.EXITED_KEY),
    EXITED_TIMEOUT("exitedTimeout", COUNT, COHORT, LOWER, "passages with EXITWITHTIMEOUT", QueueCount.EXITED_TIMEOUT),
    EXITED_EMPTY("exitedEmpty", COUNT, COHORT, LOWER, "passages with EXITEMPTY", QueueCount.EXITED_EMPTY),
    WITHDRAWN("withdrawn", COUNT, COHORT, NEITHER, "passages with WITHDRAW", QueueCount.WITHDRAWN),
    SYSTEM("system", COUNT, COHORT, LOWER, "ended unanswered by a restart or by age", QueueCount.SYSTEM),
    OPEN("open", COUNT, COHORT, NEITHER, "still waiting", QueueCount.OPEN),
    RECOVERED("recovered", COUNT, COHORT, NEITHER, "passages opened by REENTERQUEUE", QueueCount.RECOVERED),
    RECONSTRUCTED(
            "reconstructed",
            COUNT,
            COHORT,
            NEITHER,
            "passages whose start was rebuilt from their end",
            QueueCount.RECONSTRUCTED),
    REFUSED("refused", COUNT, COHORT, LOWER, "refused at the door, of the four kinds", QueueCount.REFUSED),
    REFUSED_CLOSED(
            "refusedClosed", COUNT, COHORT, NEITHER, "OUTOFTIME, HOLIDAYMESSAGE, CLOSED", QueueCount.REFUSED_CLOSED),
    REFUSED_FULL("refusedFull", COUNT, COHORT, LOWER, "MAXQUEUE, FULL, DIVERT_*", QueueCount.REFUSED_FULL),
    REFUSED_NO_AGENTS("refusedNoAgents", COUNT, COHORT, LOWER, "NOAGENTS, JOINEMPTY", QueueCount.REFUSED_NO_AGENTS),
    REFUSED_BLOCKED("refusedBlocked", COUNT, COHORT, NEITHER, "BLACKLIST", QueueCount.REFUSED_BLOCKED),
    REPEAT_24H(
            "repeat24h",
            COUNT,
            COHORT,
            LOWER,
            "inbound contacts whose caller had a contact in the 24 h before",
            QueueCount.REPEAT_24H),
    REPEAT_7D(
            "repeat7d",
            COUNT,
            COHORT,
            LOWER,
            "inbound contacts whose caller had a contact in the 7 d before",
            QueueCount.REPEAT_7D),
    REPEAT_RATE_24H(
            "repeatRate24h",
            RATIO,
            COHORT,
            LOWER,
            "repeat24h / offered",
            (f, _) -> ratio(f.get(QueueCount.REPEAT_24H), f.offered())),
    REPEAT_RATE_7D(
            "repeatRate7d",
            RATIO,
            COHORT,
            LOWER,
            "repeat7d / offered",
            (f, _) -> ratio(f.get(QueueCount.REPEAT_7D), f.offered())),
    SERVICE_LEVEL(
            "serviceLevel",
            RATIO,
            COHORT,
            HIGHER,
            "by the formula asked for; sl6 by default",
            (f, j) -> j.formula().apply(f, j.parts())),
    ANSWERED_WITHIN(
            "answeredWithin",
            COUNT,
            COHORT,
            HIGHER,
            "answered with wait ≤ T",
            (_, j) -> j.parts().answeredWithin()),
    ANSWERED_LATE(
            "answeredLate",
            COUNT,
            COHORT,
            LOWER,
            "answered with wait > T",
            (_, j) -> j.parts().answeredLate()),
    ANSWER_RATE(
            "answerRate",
            RATIO,
            COHORT,
            HIGHER,
            "answered / (offered − open)",
            (f, _) -> ratio(f.answered(), f.ended())),
    ABANDON_RATE(
            "abandonRate",
            RATIO,
            COHORT,
            LOWER,
            "abandoned / (offered − open)",
            (f, _) -> ratio(f.abandoned(), f.ended())),
    ASA(
            "asa",
            SECONDS,
            COHORT,
            LOWER,
            "sum of waits of answered / answered",
            (f, _) -> f.answeredWaits().mean()),
    WAIT_MEAN(
            "waitMean",
            SECONDS,
            COHORT,
            LOWER,
            "sum of ended waits / their number",
            (f, _) -> f.endedWaits().mean()),
    WAIT_P50(
            "waitP50",
            SECONDS,
            COHORT,
            LOWER,
            "nearest rank, 50 % of ended waits",
            (f, _) -> f.endedWaits().percentile(50)),
    WAIT_P80(
            "waitP80",
            SECONDS,
            COHORT,
            LOWER,
            "nearest rank, 80 % of ended waits",
            (f, _) -> f.endedWaits().percentile(80)),
    WAIT_P90(
            "waitP90",
            SECONDS,
            COHORT,
            LOWER,
            "nearest rank, 90 % of ended waits",
            (f, _) -> f.endedWaits().percentile(90)),
    WAIT_P95(
            "waitP95",
            SECONDS,
            COHORT,
            LOWER,
            "nearest rank, 95 % of ended waits",
            (f, _) -> f.endedWaits().percentile(95)),
    WAIT_MAX(
            "waitMax",
            SECONDS,
            COHORT,
            LOWER,
            "longest ended wait",
            (f, _) -> f.endedWaits().max()),
    ABANDON_WAIT(
            "abandonWait",
            SECONDS,
            COHORT,
            NEITHER,
            "sum of waits of abandoned / abandoned",
            (f, _) -> f.abandonedWaits().mean()),
    RING_TIME(
            "ringTime",
            SECONDS,
            COHORT,
            LOWER,
            "sum of ring time of answered / answered with known ring time",
            mean(QueueCount.RING_SECONDS, QueueCount.RING_KNOWN)),
    RATED("rated", COUNT, COHORT, NEITHER, "answered passages with a rating in CDR_REPO", QueueCount.RATED),
    RATING("rating", SCORE, COHORT, HIGHER, "sum of ratings / rated", (f, _) -> rating(f)),
    HANDLED("handled", COUNT, ACTIVITY, HIGHER, "conversations that ended", QueueCount.HANDLED),
    TALK("talk", SECONDS, ACTIVITY, NEITHER, "sum of conversation that ended, hold included", QueueCount.TALK_SECONDS),
    TALK_KNOWN(
            "talkKnown", COUNT, ACTIVITY, NEITHER, "conversations that ended with known length", QueueCount.TALK_KNOWN),
    TALK_MEAN(
            "talkMean",
            SECONDS,
            ACTIVITY,
            NEITHER,
            "talk / talkKnown",
            mean(QueueCount.TALK_SECONDS, QueueCount.TALK_KNOWN)),
    NET_TALK("netTalk", SECONDS, ACTIVITY, NEITHER, "talk − hold", (f, _) -> f.talk() - f.hold()),
    HOLD("hold", SECONDS, ACTIVITY, LOWER, "sum of hold of conversations that ended", QueueCount.HOLD_SECONDS),
    HOLD_MEAN(
            "holdMean",
            SECONDS,
            ACTIVITY,
            LOWER,
            "hold / talkKnown",
            mean(QueueCount.HOLD_SECONDS, QueueCount.TALK_KNOWN)),
    WRAP_UP(
            "wrapUp",
            SECONDS,
            ACTIVITY,
            LOWER,
            "sum of wrap-up used: total − left of FINISHWRAPUP",
            QueueCount.WRAP_UP_SECONDS),
    WRAP_UP_KNOWN("wrapUpKnown", COUNT, ACTIVITY, NEITHER, "wrap-ups that ended", QueueCount.WRAP_UP_KNOWN),
    WRAP_UP_MEAN(
            "wrapUpMean",
            SECONDS,
            ACTIVITY,
            LOWER,
            "wrapUp / wrapUpKnown",
            mean(QueueCount.WRAP_UP_SECONDS, QueueCount.WRAP_UP_KNOWN)),
    AHT("aht", SECONDS, ACTIVITY, LOWER, "(talk + wrap-up used) / talkKnown", (f, _) -> f.aht()),
    MESSAGES(
            "messages",
            COUNT,
            ACTIVITY,
            NEITHER,
            "messages of conversations that ended, where the channel counts them",
            QueueCount.MESSAGES),
    MESSAGES_MEAN(
            "messagesMean",
            MEAN_COUNT,
            ACTIVITY,
            NEITHER,
            "messages / (handled + outHandled)",
            (f, _) -> ratio(f.get(QueueCount.MESSAGES), f.handled() + f.get(QueueCount.OUT_HANDLED))),
    TRANSFERRED(
            "transferred",
            COUNT,
            ACTIVITY,
            NEITHER,
            "conversations ended by a transfer, and TRANSFERRED rows of chats",
            QueueCount.TRANSFERRED),
    TRANSFER_RATE(
            "transferRate",
            RATIO,
            ACTIVITY,
            NEITHER,
            "transferred / handled",
            mean(QueueCount.TRANSFERRED, QueueCount.HANDLED)),
    ENDED_BY_CALLER(
            "endedByCaller", COUNT, ACTIVITY, NEITHER, "conversations with COMPLETECALLER", QueueCount.ENDED_BY_CALLER),
    ENDED_BY_AGENT(
            "endedByAgent", COUNT, ACTIVITY, NEITHER, "conversations with COMPLETEAGENT", QueueCount.ENDED_BY_AGENT),
    RING_NO_ANSWER(
            "ringNoAnswer", COUNT, ACTIVITY, LOWER, "RINGNOANSWER with ring time > 0 ms", QueueCount.RING_NO_ANSWER),
    RING_REFUSED("ringRefused", COUNT, ACTIVITY, LOWER, "RINGNOANSWER with ring time 0 ms", QueueCount.RING_REFUSED),
    AGENT_DUMP(
            "agentDump", COUNT, ACTIVITY, LOWER, "AGENTDUMP rows; the caller goes on waiting", QueueCount.AGENT_DUMPS),
    OUT_ATTEMPTS(
            "outAttempts",
            COUNT,
            ACTIVITY,
            NEITHER,
            "OUTCALL, OUTSMS, OUTEMAIL, OUTTWEET, OUTFACEBOOK, OUTMESSENGER rows",
            QueueCount.OUT_ATTEMPTS),
    OUT_ANSWERED("outAnswered", COUNT, ACTIVITY, HIGHER, "OUTCALL with dial status ANSWER", QueueCount.OUT_ANSWERED),
    OUT_ANSWER_RATE(
            "outAnswerRate",
            RATIO,
            ACTIVITY,
            HIGHER,
            "outAnswered / outAttempts",
            mean(QueueCount.OUT_ANSWERED, QueueCount.OUT_ATTEMPTS)),
    OUT_HANDLED(
            "outHandled",
            COUNT,
            ACTIVITY,
            NEITHER,
            "agent-started interactions with COMPLETEAGENTOUT",
            QueueCount.OUT_HANDLED),
    OUT_TALK(
            "outTalk",
            SECONDS,
            ACTIVITY,
            NEITHER,
            "sum of OUTCALL durations and of COMPLETEAGENTOUT chat times",
            QueueCount.OUT_TALK_SECONDS);

    /** What a figure is counted in. Ratios are 0..1, a score is the customers' own scale. */
    public enum Unit {
        COUNT,
        MEAN_COUNT,
        SECONDS,
        RATIO,
        SCORE
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

        public ServiceTarget target() {
            return new ServiceTarget(thresholdSeconds, shortSeconds);
        }
    }

    /** What was in time, and by which formula that is told. */
    public record Judgement(ServiceLevelParts parts, ServiceLevelFormula formula) {}

    /** How a figure is had from the sums; null where it is unknown. */
    @FunctionalInterface
    private interface Figure {
        @Nullable
        Number of(QueueFigures figures, Judgement judgement);
    }

    private final String id;
    private final Unit unit;
    private final Base base;
    private final Better better;
    private final String formula;
    private final Sentence sentence;
    private final Figure figure;

    Kpi(String id, Unit unit, Base base, Better better, String formula, QueueCount count) {
        this(id, unit, base, better, formula, (figures, _) -> figures.get(count));
    }

    Kpi(String id, Unit unit, Base base, Better better, String formula, Figure figure) {
        this.id = id;
        this.unit = unit;
        this.base = base;
        this.better = better;
        this.formula = formula;
        this.sentence = Words.of(id);
        this.figure = figure;
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

    /** The figure where one target holds for all; null where it is unknown. */
    public @Nullable Number of(QueueFigures figures, Parameters parameters) {
        return of(figures, new Judgement(ServiceLevelParts.of(figures, parameters.target()), parameters.formula()));
    }

    /** The figure where parts were judged by different targets; null where it is unknown. */
    public @Nullable Number of(QueueFigures figures, Judgement judgement) {
        return figure.of(figures, judgement);
    }

    private static Figure mean(QueueCount sum, QueueCount count) {
        return (figures, _) -> ratio(figures.get(sum), figures.get(count));
    }

    private static @Nullable Double rating(QueueFigures figures) {
        long rated = figures.get(QueueCount.RATED);
        return rated == 0 ? null : (Double) (figures.get(QueueCount.RATING_HUNDREDTHS) / 100.0 / rated);
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole <= 0 ? null : (Double) ((double) part / whole);
    }
}
