package pulso.topology.passage;

import java.time.Duration;
import pulso.schemas.passage.Channel;

/** How long interactions of a channel last at most, and how long they are remembered (DESIGN 4.2 and 4.14). */
public final class Ages {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CHAT_LIFETIME = Duration.ofDays(8);

    private Ages() {}

    /** How long an interaction is remembered after its last row: later rows of it are late. */
    public static Duration lifetime(Channel channel) {
        return channel == Channel.TELEPHONY ? DAY : CHAT_LIFETIME;
    }

    /** An open passage older than this has ended, though the log does not say so. */
    public static Duration longest(Channel channel) {
        return switch (channel) {
            case TELEPHONY -> Duration.ofHours(6);
            case EMAIL -> Duration.ofDays(7);
            case WEBCHAT, SMS, TWITTER, MESSENGER, FACEBOOK -> DAY;
        };
    }
}
