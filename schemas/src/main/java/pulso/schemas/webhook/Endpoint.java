package pulso.schemas.webhook;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to be told. The record of {@code pulso.webhooks.endpoints}; taken back by null.
 *
 * @param source contact centre whose events it wants; null: of every one
 * @param type the one event it wants; null: all of them
 * @param url where bodies are posted; at most {@value #LONGEST_URL} characters
 * @param description for people
 * @param secrets what bodies are signed with, the newest first; several while one is exchanged
 * @param requestsPerSecond most attempts in a second; 0: as many as come
 * @param concurrency most attempts at a time
 * @param paused whether nothing is sent now; what happens meanwhile is sent later
 * @param disabledReason why it gets nothing at all; null while it does
 * @param activeSince since when it has been getting events without interruption: where its reading begins
 */
public record Endpoint(
        String id,
        @Nullable String source,
        @Nullable WebhookType type,
        String url,
        String description,
        Origin origin,
        List<Secret> secrets,
        DateStyle dateStyle,
        Schedule schedule,
        int requestsPerSecond,
        int concurrency,
        boolean paused,
        @Nullable String disabledReason,
        Instant activeSince) {
    public static final int LONGEST_URL = 256;
    public static final int DEFAULT_CONCURRENCY = 4;

    /** Who registered it. */
    public enum Origin {
        /** A row in uContact's table {@code webhooks}: it goes when the row goes. */
        TABLE,
        /** Somebody with the admin token. */
        API
    }

    /** How {@code date} is written in bodies. */
    public enum DateStyle {
        /** {@code 2026-05-01 16:07:09}, in the contact centre's zone. */
        CORRECT,
        /** As uContact prints it, minutes in the month's place; clock of 24 hours. */
        LEGACY_24,
        /** Likewise, clock of 12 hours. */
        LEGACY_12,
        /** With offset. */
        ISO8601
    }

    /** How often, and over how long, an event is tried. */
    public enum Schedule {
        /** Ten attempts over 75 hours. */
        DEFAULT,
        /** Ten attempts one right after the other, as uContact's sync client makes them. */
        DBSYNC
    }

    /**
     * One secret.
     *
     * @param sealed encrypted, or {@code file:} and where it stands
     * @param until when it is no longer used; null: until further notice
     */
    public record Secret(String sealed, @Nullable Instant until) {
        @Override
        public String toString() {
            return "Secret[until=" + until + ']';
        }
    }

    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    /** An endpoint with nothing but defaults; its secret is made when it is registered. */
    public static Endpoint of(
            String id, @Nullable String source, @Nullable WebhookType type, String url, Origin origin, Instant now) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                "",
                origin,
                List.of(),
                DateStyle.CORRECT,
                Schedule.DEFAULT,
                0,
                DEFAULT_CONCURRENCY,
                false,
                null,
                now);
    }

    public boolean wants(WebhookEvent event) {
        return (type == null || type == event.type()) && (source == null || source.equals(event.source()));
    }

    public boolean isDisabled() {
        return disabledReason != null;
    }

    public Endpoint withUrl(String newUrl) {
        return changed(draft -> draft.url = newUrl);
    }

    public Endpoint withDescription(String text) {
        return changed(draft -> draft.description = text);
    }

    public Endpoint withSecrets(List<Secret> newSecrets) {
        return changed(draft -> draft.secrets = newSecrets);
    }

    public Endpoint withDateStyle(DateStyle style) {
        return changed(draft -> draft.dateStyle = style);
    }

    public Endpoint withSchedule(Schedule newSchedule) {
        return changed(draft -> draft.schedule = newSchedule);
    }

    public Endpoint withLimits(int newRequestsPerSecond, int newConcurrency) {
        return changed(draft -> {
            draft.requestsPerSecond = newRequestsPerSecond;
            draft.concurrency = newConcurrency;
        });
    }

    /** Sends nothing until {@link #resumed}; what it would have got is kept where it stands in the topic. */
    public Endpoint withPause() {
        return changed(draft -> draft.paused = true);
    }

    /** Goes on after a pause. */
    public Endpoint resumed() {
        return changed(draft -> draft.paused = false);
    }

    /** Gets nothing any more, and why. */
    public Endpoint disabled(String reason) {
        return changed(draft -> draft.disabledReason = reason);
    }

    /** Begins anew with what happens from now on. */
    public Endpoint enabled(Instant now) {
        return changed(draft -> {
            draft.paused = false;
            draft.disabledReason = null;
            draft.activeSince = now;
        });
    }

    private Endpoint changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.endpoint();
    }

    /** What of an endpoint can become another. */
    private static final class Draft {
        private final Endpoint known;
        private String url;
        private String description;
        private List<Secret> secrets;
        private DateStyle dateStyle;
        private Schedule schedule;
        private int requestsPerSecond;
        private int concurrency;
        private boolean paused;
        private @Nullable String disabledReason;
        private Instant activeSince;

        private Draft(Endpoint known) {
            this.known = known;
            this.url = known.url;
            this.description = known.description;
            this.secrets = known.secrets;
            this.dateStyle = known.dateStyle;
            this.schedule = known.schedule;
            this.requestsPerSecond = known.requestsPerSecond;
            this.concurrency = known.concurrency;
            this.paused = known.paused;
            this.disabledReason = known.disabledReason;
            this.activeSince = known.activeSince;
        }

        private Endpoint endpoint() {
            return new Endpoint(
                    known.id,
                    known.source,
                    known.type,
                    url,
                    description,
                    known.origin,
                    secrets,
                    dateStyle,
                    schedule,
                    requestsPerSecond,
                    concurrency,
                    paused,
                    disabledReason,
                    activeSince);
        }
    }
}
