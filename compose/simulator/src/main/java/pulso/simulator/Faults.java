package pulso.simulator;

/**
 * How often the log is damaged, each fault with its own probability (of the rows or calls it can strike). The ledger holds the outcome the
 * product promises for each of them.
 *
 * @param wrapUpWithoutCall a FINISHWRAPUP with callid and queue NONE: only the guid tells its call
 * @param swappedCallid the end of a talk begun by an attended transfer into a queue carries the caller's callid
 * @param duplicateRow a queue log row is inserted once more, identical, up to 20 s later
 * @param lateRow a row of a call is written up to 4.5 s late, so that younger rows of the call overtake it
 * @param lostUnhold a hold that ended has no UNHOLD row
 * @param lostWrapUp a wrap-up leaves no FINISHWRAPUP row
 * @param keyWaitMissing an EXITWITHKEY row without the wait in data4
 * @param doubleLogin a second AGENTLOGIN while logged in
 * @param logoffInBreak an agent whose shift ends in a break logs off without UNBREAK
 * @param staysLoggedIn an agent who does not log in again after a restart, nor after another one in the same shift: his session goes on
 * @param agentColumnEmpty a chat row without its agent column, where the event's own data tells the agent
 * @param lostChatEnd a chat or message of which the end was never written
 * @param lostChatStart an agent's own message of which the start was never written
 * @param restartsPerDay mean number of restarts in 24 hours, of the telephone system (QUEUESTART in mid-call) and of the chat server alike
 */
public record Faults(
        double wrapUpWithoutCall,
        double swappedCallid,
        double duplicateRow,
        double lateRow,
        double lostUnhold,
        double lostWrapUp,
        double keyWaitMissing,
        double doubleLogin,
        double logoffInBreak,
        double staysLoggedIn,
        double agentColumnEmpty,
        double lostChatEnd,
        double lostChatStart,
        double restartsPerDay) {

    public Faults {
        requireProbability("wrapUpWithoutCall", wrapUpWithoutCall);
        requireProbability("swappedCallid", swappedCallid);
        requireProbability("duplicateRow", duplicateRow);
        requireProbability("lateRow", lateRow);
        requireProbability("lostUnhold", lostUnhold);
        requireProbability("lostWrapUp", lostWrapUp);
        requireProbability("keyWaitMissing", keyWaitMissing);
        requireProbability("doubleLogin", doubleLogin);
        requireProbability("logoffInBreak", logoffInBreak);
        requireProbability("staysLoggedIn", staysLoggedIn);
        requireProbability("agentColumnEmpty", agentColumnEmpty);
        requireProbability("lostChatEnd", lostChatEnd);
        requireProbability("lostChatStart", lostChatStart);
        if (!(restartsPerDay >= 0 && restartsPerDay <= 24)) {
            throw new IllegalArgumentException("restartsPerDay must be between 0 and 24: " + restartsPerDay);
        }
    }

    /** The faults of a real installation, once or twice a restart a day included. */
    public static Faults demo() {
        return new Faults(1.0 / 3, 0.5, 0.002, 0.004, 0.06, 0.02, 0.3, 0.01, 0.15, 0, 0.25, 0.004, 0.02, 1.5);
    }

    /** A log without a flaw. */
    public static Faults none() {
        return new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is a probability between 0 and 1: " + value);
        }
    }
}
