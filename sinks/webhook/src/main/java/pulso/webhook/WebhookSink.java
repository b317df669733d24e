package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.SchemaRegistry;

/**
 * The sink, running. Its topics must exist; Kafka may go away and come back. After {@link #close} nothing of it runs, and
 * the next start goes on where it ended. Safe for any thread.
 */
public final class WebhookSink implements AutoCloseable {
    private WebhookSink() {}

    /** Returns at once; {@link #status} says how the start goes. */
    public static WebhookSink start(WebhookConfig config, SchemaRegistry registry, BodyWriter bodies) {
        throw new UnsupportedOperationException();
    }

    /** All that are registered, disabled ones too. */
    public List<Endpoint> endpoints() {
        throw new UnsupportedOperationException();
    }

    /**
     * Registers it, or changes the one of its id; one without a secret gets a new one, one with a url that cannot be used
     * is disabled and says why. Returns what was registered, once it is kept for good.
     */
    public Endpoint put(Endpoint endpoint) {
        throw new UnsupportedOperationException();
    }

    /** Forgets it, and what waits for it. */
    public void remove(String id) {
        throw new UnsupportedOperationException();
    }

    /** Nothing is sent until {@link #resume}; it is kept. */
    public Endpoint pause(String id) {
        throw new UnsupportedOperationException();
    }

    /** Goes on after a pause with what was kept; one that was disabled begins with what happens from now on. */
    public Endpoint resume(String id) {
        throw new UnsupportedOperationException();
    }

    /** The secret that its receiver verifies with: {@code whsec_...}. */
    public String secret(String id) {
        throw new UnsupportedOperationException();
    }

    /** A new secret; for the time of the overlap bodies are signed with the old one too. */
    public String rotateSecret(String id, Duration overlap) {
        throw new UnsupportedOperationException();
    }

    public WebhookStatus status() {
        throw new UnsupportedOperationException();
    }

    /** The last attempts, the newest first, since the start. */
    public List<Delivery> deliveries(String id) {
        throw new UnsupportedOperationException();
    }

    /** One attempt with a made-up event, at once and only once; waits for the answer. */
    public Delivery testFire(String id, WebhookType type) {
        throw new UnsupportedOperationException();
    }

    /** Tells again what happened in [from, to), as far as it is kept, with the ids it had; returns at once. */
    public void replay(String id, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /** What was given up for it and not tried anew since, the oldest first. */
    public List<DeadLetter> deadLetters(String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tries anew what was given up.
     *
     * @param events ids; empty: all
     * @return how many
     */
    public int redriveDead(String id, Set<String> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
