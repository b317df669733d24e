package pulso.topology.passage;

import java.time.Duration;
import pulso.schemas.passage.Channel;

/** How long interactions of a channel are remembered (DESIGN 4.2); how long they last at most is a generation's own. */
public final class Ages {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CHAT_LIFETIME = Duration.ofDays(8);

    private Ages() {}

    /** How long an interaction is remembered after its last row: later rows of it are late. */
    public static Duration lifetime(Channel channel) {
        return channel == Channel.TELEPHONY ? DAY : CHAT_LIFETIME;
    }
}
