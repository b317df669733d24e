package pulso.topology.webhook;

import java.time.Instant;
import pulso.schemas.passage.Channel;

/**
 * Passages of a queue whose waiting ended in one minute.
 *
 * @param within answered in time
 * @param judged all but those that were given up at once
 */
public record JudgedMinute(Channel channel, String queue, Instant minute, long within, long judged) {}
