package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * The sink, running. Its topics must exist; Kafka may go away and come back. Of several of one cluster the one that was
 * started last delivers; the others wait, and one of them takes its place when nothing is heard of it. After
 * {@link #close} nothing of it runs, and the next start goes on where it ended. Safe for any thread.
 */
public final class WebhookSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSink.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(35);

    private final WebhookConfig config;
    private final AvroWire wire;
    private final BodyWriter bodies;
    private final Surroundings surroundings;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread starting;
    private volatile @Nullable Running running;
    private volatile String failure = "starting";
    private volatile boolean standby;

    private WebhookSink(WebhookConfig config, SchemaRegistry registry, BodyWriter bodies, Surroundings surroundings) {
        this.config = config;
        this.wire = new AvroWire(registry);
        this.bodies = bodies;
        this.surroundings = surroundings;
        this.starting = Thread.ofPlatform().name("webhook-start").unstarted(this::work);
    }

    /** Returns at once; {@link #status} says how the start goes. */
    public static WebhookSink start(WebhookConfig config, SchemaRegistry registry, BodyWriter bodies) {
        return start(config, registry, bodies, Surroundings.REAL);
    }

    static WebhookSink start(
            WebhookConfig config, SchemaRegistry registry, BodyWriter bodies, Surroundings surroundings) {
        var sink = new WebhookSink(config, registry, bodies, surroundings);
        sink.starting.start();
        return sink;
    }

    /** All that are registered, disabled ones too. */
    public List<Endpoint> endpoints() {
        return running().lanes().all().stream()
                .map(lane -> lane.route().endpoint())
                .sorted(Comparator.comparing(Endpoint::id))
                .toList();
    }

    /**
     * Registers it, or changes the one of its id; one without a secret keeps the one it has or gets a new one, a secret
     * that is not sealed is sealed, and one with a url that cannot be used is disabled and says why. Returns what was
     * registered, once it is kept for good and in force.
     */
    public Endpoint put(Endpoint endpoint) {
        return running().registrations().put(endpoint);
    }

    /** Forgets it, and what waits for it. */
    public void remove(String id) {
        running().registrations().remove(id);
    }

    /** Nothing is sent until {@link #resume}; it is kept. */
    public Endpoint pause(String id) {
        return running().registrations().change(id, Endpoint::withPause);
    }

    /** Goes on after a pause with what was kept; one that was disabled begins with what happens from now on. */
    public Endpoint resume(String id) {
        return running()
                .registrations()
                .change(
                        id,
                        endpoint -> endpoint.isDisabled()
                                ? endpoint.enabled(surroundings.clock().instant())
                                : endpoint.resumed());
    }

    /** The secret that its receiver verifies with: {@code whsec_...}. */
    public String secret(String id) {
        return running().registrations().secret(id);
    }

    /** A new secret; for the time of the overlap bodies are signed with the old one too. */
    public String rotateSecret(String id, Duration overlap) {
        return running().registrations().rotate(id, overlap);
    }

    public WebhookStatus status() {
        var now = running;
        return now == null ? new WebhookStatus(standby, false, failure, 0, 0, List.of()) : now.status();
    }

    /** The last attempts, the newest first, since the start. */
    public List<Delivery> deliveries(String id) {
        return running().lanes().require(id).deliveries();
    }

    /** One attempt with a made-up event, at once and only once; waits for the answer. */
    public Delivery testFire(String id, WebhookType type) {
        return running().testFire(id, type);
    }

    /** Tells again what happened in [from, to), as far as it is kept, with the ids it had; returns at once. */
    public void replay(String id, Instant from, Instant to) {
        running().replay(id, from, to);
    }

    /** What was given up for it and not tried anew since, the oldest first. */
    public List<DeadLetter> deadLetters(String id) {
        return running().deadLetters(id);
    }

    /**
     * Tries anew what was given up.
     *
     * @param events ids; empty: all
     * @return how many
     */
    public int redriveDead(String id, Set<String> events) {
        return running().redrive(id, events);
    }

    /** Lets attempts under way end, for a moment, and writes where everybody stands. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (!starting.join(STOP_LIMIT)) {
                starting.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var now = running;
        if (now != null) {
            running = null;
            failure = "stopped";
            now.close();
        }
    }

    private Running running() {
        var now = running;
        if (now == null) {
            throw new WebhookException((standby ? "" : "the webhook sink is not there yet: ") + failure);
        }
        return now;
    }

    private void work() {
        try {
            do {
                try {
                    deliver();
                } catch (RuntimeException e) {
                    failure = String.valueOf(e.getMessage());
                    LOG.warn("the webhook sink cannot start yet", e);
                }
            } while (!stopping.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is stopped, or another sink has taken over and gone silent since. */
    private void deliver() throws InterruptedException {
        var opened = Running.open(config, wire, bodies, surroundings);
        running = opened;
        while (!opened.awaitReplaced(LOOK)) {
            if (stopping.getCount() == 0) {
                return;
            }
        }
        failure = "another process delivers, and this one waits to take its place";
        running = null;
        standby = true;
        opened.close();
        LOG.info("{}", failure);
        try (var watch = new Watch(new Reading(config.bootstrapServers(), wire), surroundings.silence())) {
            while (!watch.isSilent() && !stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.look();
            }
        } finally {
            standby = false;
        }
        LOG.info("nothing is heard of the process that delivered: this one takes its place");
    }
}
