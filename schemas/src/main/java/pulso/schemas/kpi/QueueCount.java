package pulso.schemas.kpi;

import java.util.function.ToLongFunction;

/** Every count and sum of a {@link QueueMinute}, in its order: the one list by which minutes are made and merged. */
public enum QueueCount {
    RECEIVED(QueueMinute::received),
    OFFERED(QueueMinute::offered),
    REFUSED(QueueMinute::refused),
    REFUSED_CLOSED(QueueMinute::refusedClosed),
    REFUSED_FULL(QueueMinute::refusedFull),
    REFUSED_NO_AGENTS(QueueMinute::refusedNoAgents),
    REFUSED_BLOCKED(QueueMinute::refusedBlocked),
    OPEN(QueueMinute::open),
    ANSWERED(QueueMinute::answered),
    ABANDONED(QueueMinute::abandoned),
    EXITED_KEY(QueueMinute::exitedKey),
    EXITED_TIMEOUT(QueueMinute::exitedTimeout),
    EXITED_EMPTY(QueueMinute::exitedEmpty),
    WITHDRAWN(QueueMinute::withdrawn),
    SYSTEM(QueueMinute::system),
    RECONSTRUCTED(QueueMinute::reconstructed),
    RECOVERED(QueueMinute::recovered),
    RING_KNOWN(QueueMinute::ringKnown),
    RING_SECONDS(QueueMinute::ringSeconds),
    RATED(QueueMinute::rated),
    RATING_HUNDREDTHS(QueueMinute::ratingHundredths),
    REPEAT_24H(QueueMinute::repeat24h),
    REPEAT_7D(QueueMinute::repeat7d),
    HANDLED(QueueMinute::handled),
    TALK_KNOWN(QueueMinute::talkKnown),
    TALK_SECONDS(QueueMinute::talkSeconds),
    HOLD_SECONDS(QueueMinute::holdSeconds),
    WRAP_UP_KNOWN(QueueMinute::wrapUpKnown),
    WRAP_UP_SECONDS(QueueMinute::wrapUpSeconds),
    MESSAGES(QueueMinute::messages),
    TRANSFERRED(QueueMinute::transferred),
    ENDED_BY_CALLER(QueueMinute::endedByCaller),
    ENDED_BY_AGENT(QueueMinute::endedByAgent),
    RING_NO_ANSWER(QueueMinute::ringNoAnswer),
    RING_REFUSED(QueueMinute::ringRefused),
    AGENT_DUMPS(QueueMinute::agentDumps),
    OUT_ATTEMPTS(QueueMinute::outAttempts),
    OUT_ANSWERED(QueueMinute::outAnswered),
    OUT_TALK_SECONDS(QueueMinute::outTalkSeconds),
    OUT_HANDLED(QueueMinute::outHandled);

    private final ToLongFunction<QueueMinute> reader;

    QueueCount(ToLongFunction<QueueMinute> reader) {
        this.reader = reader;
    }

    public long of(QueueMinute minute) {
        return reader.applyAsLong(minute);
    }

    /** Its place in an array of sums, which never leaves memory. */
    @SuppressWarnings("EnumOrdinal")
    public int place() {
        return ordinal();
    }
}
