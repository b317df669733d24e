package pulso.webhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the sink needs to know.
 *
 * @param folder where the key lies that secrets are encrypted with; made when missing
 * @param allow ranges that may be posted to though they are not public, and to which plain http may be used
 * @param maxAge what happened longer ago when it is first seen is no news
 * @param connectTimeout until a connection stands
 * @param attemptLimit for an attempt in all, however slowly an answer drips
 * @param maxParked an endpoint with so many events that are not done reads no further
 */
public record WebhookConfig(
        String bootstrapServers,
        Path folder,
        List<Cidr> allow,
        Duration maxAge,
        Duration connectTimeout,
        Duration attemptLimit,
        int maxParked) {
    public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(1);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_ATTEMPT_LIMIT = Duration.ofSeconds(15);
    public static final int DEFAULT_MAX_PARKED = 1_000;

    public WebhookConfig {
        allow = List.copyOf(allow);
        if (maxParked < 1) {
            throw new IllegalArgumentException("maxParked must be at least 1");
        }
    }

    /** Public addresses only, and the defaults above. */
    public static WebhookConfig of(String bootstrapServers, Path folder) {
        return new WebhookConfig(
                bootstrapServers,
                folder,
                List.of(),
                DEFAULT_MAX_AGE,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_ATTEMPT_LIMIT,
                DEFAULT_MAX_PARKED);
    }

    public WebhookConfig withAllowed(List<Cidr> ranges) {
        return new WebhookConfig(bootstrapServers, folder, ranges, maxAge, connectTimeout, attemptLimit, maxParked);
    }

    public WebhookConfig withMaxAge(Duration age) {
        return new WebhookConfig(bootstrapServers, folder, allow, age, connectTimeout, attemptLimit, maxParked);
    }

    public WebhookConfig withTimeouts(Duration connect, Duration attempt) {
        return new WebhookConfig(bootstrapServers, folder, allow, maxAge, connect, attempt, maxParked);
    }

    public WebhookConfig withMaxParked(int parked) {
        return new WebhookConfig(bootstrapServers, folder, allow, maxAge, connectTimeout, attemptLimit, parked);
    }
}
