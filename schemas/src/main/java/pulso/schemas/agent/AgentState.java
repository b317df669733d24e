package pulso.schemas.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is doing now, derived from the lines (one for each interaction) and the session.
 *
 * @param activity the most telling of the lines and the session
 * @param since when that began
 * @param until when it ends by itself: a wrap-up whose planned length is known; the reader then shows {@code next}
 * @param next what follows {@code until}
 * @param nextSince when {@code next} began
 * @param loggedInSince start of the session; null when logged out
 * @param breakMotive reason of the open break
 * @param queue queue of the line that {@code activity} speaks of
 * @param queues the queues the agent serves
 */
public record AgentState(
        String source,
        String agent,
        AgentActivity activity,
        Instant since,
        @Nullable Instant until,
        @Nullable AgentActivity next,
        @Nullable Instant nextSince,
        @Nullable String queue,
        @Nullable Instant loggedInSince,
        @Nullable Instant breakSince,
        @Nullable String breakMotive,
        @Nullable Instant pausedSince,
        List<AgentLine> lines,
        List<AgentQueue> queues) {}
