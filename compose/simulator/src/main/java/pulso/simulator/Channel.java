package pulso.simulator;

import java.time.Duration;
import java.util.Locale;

/** A way in which clients reach the centre, and the table in which uContact logs it. */
public enum Channel {
    TELEPHONY("QUEUE_LOG_REPO", Duration.ofHours(6)),
    WEBCHAT("WEBCHAT_LOG_REPO", Duration.ofHours(24)),
    SMS("SMS_LOG_REPO", Duration.ofHours(24)),
    EMAIL("EMAIL_LOG_REPO", Duration.ofDays(7)),
    TWITTER("TWITTER_LOG_REPO", Duration.ofHours(24)),
    MESSENGER("MESSENGER_LOG_REPO", Duration.ofHours(24)),
    FACEBOOK("FACEBOOK_LOG_REPO", Duration.ofHours(24));

    private final String table;
    private final long oldestSeconds;

    Channel(String table, Duration oldest) {
        this.table = table;
        this.oldestSeconds = oldest.toSeconds();
    }

    /** Its log table in ccrepo. */
    public String table() {
        return table;
    }

    /** The channel's name in figures and keys: telephony, webchat ... */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A passage whose end nobody wrote counts as ended so long after its enter. */
    long oldestSeconds() {
        return oldestSeconds;
    }
}
