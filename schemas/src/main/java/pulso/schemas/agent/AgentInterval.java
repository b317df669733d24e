package pulso.schemas.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * One closed stretch of an agent's time, [from, to).
 *
 * @param channel of the interaction; null for login, break and pause
 * @param interaction callid of the line; null for login, break and pause
 * @param motive reason of a break
 * @param cut the end was missing in the log and was set by the next event that contradicts it, by a restart or by age
 */
public record AgentInterval(
        String source,
        String agent,
        IntervalKind kind,
        Instant from,
        Instant to,
        @Nullable String queue,
        @Nullable Channel channel,
        @Nullable String interaction,
        @Nullable String motive,
        boolean cut) {}
