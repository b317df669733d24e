package pulso.schemas.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    public Optional<String> reasonOfDisabling() {
        return Optional.ofNullable(disabledReason);
    }

    public Endpoint withUrl(String newUrl) {
        return new Endpoint(
                id,
                source,
                type,
                newUrl,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                paused,
                disabledReason,
                activeSince);
    }

    public Endpoint withDescription(String text) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                text,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                paused,
                disabledReason,
                activeSince);
    }

    public Endpoint withSecrets(List<Secret> newSecrets) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                newSecrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                paused,
                disabledReason,
                activeSince);
    }

    public Endpoint withDateStyle(DateStyle style) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                style,
                schedule,
                requestsPerSecond,
                concurrency,
                paused,
                disabledReason,
                activeSince);
    }

    public Endpoint withSchedule(Schedule newSchedule) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                newSchedule,
                requestsPerSecond,
                concurrency,
                paused,
                disabledReason,
                activeSince);
    }

    public Endpoint withLimits(int newRequestsPerSecond, int newConcurrency) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                newRequestsPerSecond,
                newConcurrency,
                paused,
                disabledReason,
                activeSince);
    }

    /** Sends nothing until {@link #resumed}; what it would have got is kept where it stands in the topic. */
    public Endpoint withPause() {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                true,
                disabledReason,
                activeSince);
    }

    /** Goes on after a pause. */
    public Endpoint resumed() {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                false,
                disabledReason,
                activeSince);
    }

    /** Gets nothing any more, and why. */
    public Endpoint disabled(String reason) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                paused,
                reason,
                activeSince);
    }

    /** Begins anew with what happens from now on. */
    public Endpoint enabled(Instant now) {
        return new Endpoint(
                id,
                source,
                type,
                url,
                description,
                origin,
                secrets,
                dateStyle,
                schedule,
                requestsPerSecond,
                concurrency,
                false,
                null,
                now);
    }
}
