package pulso.schemas.kpi;

import org.jspecify.annotations.Nullable;

/** The figures of an agent over any window: the one merge of agent minutes. Confined to one thread. */
public final class AgentFigures {
    private long login;
    private long breakTime;
    private long pause;
    private long busy;
    private long talk;
    private long hold;
    private long wrapUp;
    private long answered;
    private long ringNoAnswer;
    private long ringRefused;
    private long agentDumps;
    private long outAttempts;
    private long outAnswered;
    private long transfersTaken;

    public AgentFigures add(AgentMinute minute) {
        login += minute.loginSeconds();
        breakTime += minute.breakSeconds();
        pause += minute.pauseSeconds();
        busy += minute.busySeconds();
        talk += minute.talkSeconds();
        hold += minute.holdSeconds();
        wrapUp += minute.wrapUpSeconds();
        answered += minute.answered();
        ringNoAnswer += minute.ringNoAnswer();
        ringRefused += minute.ringRefused();
        agentDumps += minute.agentDumps();
        outAttempts += minute.outAttempts();
        outAnswered += minute.outAnswered();
        transfersTaken += minute.transfersTaken();
        return this;
    }

    /** Adds the figures of another part of the window or of the agent's work. */
    public AgentFigures add(AgentFigures other) {
        login += other.login;
        breakTime += other.breakTime;
        pause += other.pause;
        busy += other.busy;
        talk += other.talk;
        hold += other.hold;
        wrapUp += other.wrapUp;
        answered += other.answered;
        ringNoAnswer += other.ringNoAnswer;
        ringRefused += other.ringRefused;
        agentDumps += other.agentDumps;
        outAttempts += other.outAttempts;
        outAnswered += other.outAnswered;
        transfersTaken += other.transfersTaken;
        return this;
    }

    /** Adds time that is still running and therefore stands in no minute yet. */
    public AgentFigures addOpen(long loginSeconds, long breakSeconds, long pauseSeconds, long busySeconds) {
        login += loginSeconds;
        breakTime += breakSeconds;
        pause += pauseSeconds;
        busy += busySeconds;
        return this;
    }

    /** Adds the running part of a line: conversation (hold included), hold, wrap-up. */
    public AgentFigures addOpenLine(long talkSeconds, long holdSeconds, long wrapUpSeconds) {
        talk += talkSeconds;
        hold += holdSeconds;
        wrapUp += wrapUpSeconds;
        return this;
    }

    /** Seconds logged in. */
    public long login() {
        return login;
    }

    public long breakTime() {
        return breakTime;
    }

    public long pause() {
        return pause;
    }

    public long busy() {
        return busy;
    }

    public long talk() {
        return talk;
    }

    public long hold() {
        return hold;
    }

    public long wrapUp() {
        return wrapUp;
    }

    public long answered() {
        return answered;
    }

    public long ringNoAnswer() {
        return ringNoAnswer;
    }

    public long ringRefused() {
        return ringRefused;
    }

    public long agentDumps() {
        return agentDumps;
    }

    public long outAttempts() {
        return outAttempts;
    }

    public long outAnswered() {
        return outAnswered;
    }

    /** Interactions taken over from another agent. */
    public long transfersTaken() {
        return transfersTaken;
    }

    /** Seconds logged in, free for the next interaction. */
    public long available() {
        return Math.max(0, login - breakTime - pause - busy);
    }

    /** Rung in vain / (rung in vain + answered); null when there is nothing to divide by. */
    public @Nullable Double ringNoAnswerRate() {
        long rung = ringNoAnswer + answered;
        return rung == 0 ? null : (Double) ((double) ringNoAnswer / rung);
    }

    /** Busy / (login − break − pause); null when there is nothing to divide by. */
    public @Nullable Double occupancy() {
        return ratio(login - breakTime - pause);
    }

    /** Busy / login; null when there is nothing to divide by. */
    public @Nullable Double utilisation() {
        return ratio(login);
    }

    private @Nullable Double ratio(long whole) {
        return whole <= 0 ? null : (Double) ((double) busy / whole);
    }
}
