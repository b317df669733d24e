package pulso.topology.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.EndType;
import pulso.schemas.passage.Outcome;

/** A passage as the oracle builds it, row by row of a log that has been read to its end. */
final class Visit {
    final Channel channel;
    final String callid;
    final String queue;
    Instant enter;
    final int ordinal;

    Outcome outcome = Outcome.OPEN;

    @Nullable
    Long wait;

    @Nullable
    Instant connect;

    @Nullable
    String agent;

    @Nullable
    String lastAgent;

    int agentTransfers;

    @Nullable
    Long ring;

    @Nullable
    Instant talkEnd;

    @Nullable
    EndType endType;

    @Nullable
    Long talk;

    @Nullable
    Long hold;

    @Nullable
    Long messages;

    @Nullable
    Long wrapUp;

    final List<Stretch> wrapUpStretches = new ArrayList<>();

    @Nullable
    Long ratingHundredths;

    @Nullable
    Long sinceLastContact;

    boolean recovered;
    boolean reconstructed;
    /** The row whose fields gave its start. */
    @Nullable
    Seen rebuiltFrom;

    final List<Seen> rows = new ArrayList<>();
    final List<Stretch> talks = new ArrayList<>();
    final List<Seen> holdRows = new ArrayList<>();
    /** Holds from before its start was known. */
    final List<Stretch> holdStretches = new ArrayList<>();

    final List<Stretch> holds = new ArrayList<>();
    /** A restart since its last row, which ends it. */
    @Nullable
    Instant restart;

    /** The new start that ended it. */
    @Nullable
    Seen cutBy;

    /** When its latest row was written. */
    Instant lastRow;

    /** What an agent was busy with from one moment to another; null while it lasts, or when nobody is. */
    static final class Stretch {
        final @Nullable String agent;
        final Instant from;

        @Nullable
        Instant to;

        Stretch(@Nullable String agent, Instant from, @Nullable Instant to) {
            this.agent = agent;
            this.from = from;
            this.to = to;
        }
    }

    Visit(Channel channel, String callid, String queue, Instant enter, int ordinal) {
        this.channel = channel;
        this.callid = callid;
        this.queue = queue;
        this.enter = enter;
        this.ordinal = ordinal;
        this.lastRow = enter;
    }

    /** The row tells of its start: once more, or by a clock that was ahead of the rows that followed in the log. */
    boolean isBegunBy(Seen start) {
        var row = rebuiltFrom;
        if (!reconstructed || row == null) {
            return isWaiting() && enter.equals(start.at()) && lastRow.equals(start.at());
        }
        return start.origId() != row.origId() ? start.origId() < row.origId() : start.arrival() < row.arrival();
    }

    /** The agent answered it or has it now; or nobody knows who answered. */
    boolean isOf(String someone) {
        var current = current();
        return agent == null || someone.equals(agent) || (current != null && someone.equals(current.agent));
    }

    /** A row of it: whatever a restart or age had ended goes on. */
    void touch(Seen row) {
        rows.add(row);
        restart = null;
        lastRow = row.at();
    }

    /** The field, unless it is missing or more than two seconds off what the rows' own times say. */
    static long seconds(@Nullable Long field, Instant from, Instant to) {
        long clock = Math.max(0, to.getEpochSecond() - from.getEpochSecond());
        return field == null || Math.abs(field - clock) > 2 ? clock : field;
    }

    boolean isSame(Visit other) {
        return channel == other.channel
                && callid.equals(other.callid)
                && queue.equals(other.queue)
                && enter.equals(other.enter)
                && Objects.equals(connect, other.connect);
    }

    /** No row of it is its end, and the call had not come back to the queue by then. */
    boolean isWithoutEndAt(Seen row) {
        var by = cutBy;
        return isInService() || (endType == EndType.SYSTEM && by != null && Seen.LOG_ORDER.compare(row, by) < 0);
    }

    boolean isWaiting() {
        return outcome == Outcome.OPEN;
    }

    boolean isInService() {
        return outcome == Outcome.ANSWERED && talkEnd == null;
    }

    boolean isOpen() {
        return isWaiting() || isInService();
    }

    /** Who has the conversation: null when nobody has. */
    @Nullable
    Stretch current() {
        var last = talks.isEmpty() ? null : talks.getLast();
        return last == null || last.to != null ? null : last;
    }

    void stopTalking(Instant at) {
        var current = current();
        if (current != null) {
            current.to = at;
        }
    }

    String facts() {
        var values = new ArrayList<@Nullable Object>();
        values.add(enter);
        values.add(outcome);
        values.add(wait);
        values.add(agent);
        values.add(lastAgent);
        values.add(agentTransfers);
        values.add(ring);
        values.add(endType);
        values.add(talkEnd);
        values.add(talk);
        values.add(hold);
        values.add(wrapUp);
        values.add(messages);
        values.add(ratingHundredths == null ? null : (Double) (ratingHundredths / 100.0));
        values.add(sinceLastContact);
        values.add(recovered);
        values.add(reconstructed);
        return Fold.facts(values);
    }
}
