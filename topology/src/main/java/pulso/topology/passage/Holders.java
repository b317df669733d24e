package pulso.topology.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.topology.passage.Spans.Span;

/**
 * Who has a conversation, one agent after the other: colleagues pass chats on (TRANSFERRED, ATTENDED) while the passage
 * goes on.
 */
final class Holders {
    private final List<Held> over = new ArrayList<>();
    private @Nullable String holder;
    private @Nullable Instant since;
    private @Nullable String last;
    private int takeovers;

    /** An agent had it for a while. */
    record Held(String agent, Span span) {}

    void began(@Nullable String agent, Instant at) {
        holder = agent;
        since = at;
    }

    /** Nobody has it until somebody takes it. */
    void letGo(Instant at) {
        if (holder != null && since != null && since.isBefore(at)) {
            over.add(new Held(holder, new Span(since, at)));
        }
        holder = null;
        since = null;
    }

    void taken(String agent, Instant at) {
        if (agent.equals(holder)) {
            return;
        }
        letGo(at);
        began(agent, at);
        last = agent;
        takeovers++;
    }

    boolean isHeldBy(String agent) {
        return agent.equals(holder);
    }

    @Nullable
    String holder() {
        return holder;
    }

    @Nullable
    Instant since() {
        return since;
    }

    /** Who had it last, once somebody took it over. */
    @Nullable
    String last() {
        return last;
    }

    int takeovers() {
        return takeovers;
    }

    List<Held> over() {
        return over;
    }
}
