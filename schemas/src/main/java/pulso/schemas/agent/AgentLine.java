package pulso.schemas.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/** One interaction that an agent is busy with now. */
public record AgentLine(
        Channel channel,
        @Nullable String queue,
        String interaction,
        AgentActivity activity,
        Instant since,
        @Nullable Instant until) {}
