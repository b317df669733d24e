package pulso.topology.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An agent's break that no row has ended. */
public record OpenBreak(Instant since, @Nullable String motive) {}
