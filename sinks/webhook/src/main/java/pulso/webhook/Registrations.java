package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.Secret;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/** Writes {@code pulso.webhooks.endpoints}, one change at a time; a change holds once the shared reader has read it. */
final class Registrations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Lanes lanes;
    private final Vault vault;
    private final AddressRules rules;
    private final InstantSource clock;
    private final AvroWire wire;
    private final SharedReader reader;
    private final Producer<byte[], byte[]> producer;
    private final ReentrantLock lock = new ReentrantLock();

    Registrations(
            WebhookConfig config, AvroWire wire, InstantSource clock, Vault vault, Lanes lanes, SharedReader reader) {
        this.lanes = lanes;
        this.vault = vault;
        this.rules = new AddressRules(config.allow());
        this.clock = clock;
        this.wire = wire;
        this.reader = reader;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.bootstrapServers(),
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis() * 2,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "pulso-webhook-endpoints"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Endpoint put(Endpoint asked) {
        if (asked.id().isBlank()) {
            throw new WebhookException("an endpoint needs an id");
        }
        lock.lock();
        try {
            var known = lanes.find(asked.id());
            var endpoint = asked.withSecrets(secrets(
                    asked, known == null ? List.of() : known.route().endpoint().secrets()));
            if (!endpoint.isDisabled()) {
                try {
                    Target.of(endpoint.url(), rules);
                } catch (WebhookException e) {
                    endpoint = endpoint.disabled(String.valueOf(e.getMessage()));
                }
            }
            write(endpoint.id(), endpoint);
            return endpoint;
        } finally {
            lock.unlock();
        }
    }

    Endpoint change(String id, UnaryOperator<Endpoint> change) {
        lock.lock();
        try {
            return put(change.apply(lanes.require(id).route().endpoint()));
        } finally {
            lock.unlock();
        }
    }

    void remove(String id) {
        lock.lock();
        try {
            lanes.require(id);
            write(id, null);
        } finally {
            lock.unlock();
        }
    }

    String secret(String id) {
        var endpoint = lanes.require(id).route().endpoint();
        var secret = vault.open(id, endpoint.secrets().getFirst().sealed());
        requireSecret(secret);
        return secret;
    }

    /** A file named as a secret may be any file: nothing of one that holds none is told. */
    private static void requireSecret(String text) {
        var unusedAsOnlyItsFormCounts = Signature.key(text);
    }

    /** The new one first; those before end with the overlap, unless they end sooner. */
    String rotate(String id, Duration overlap) {
        var secret = vault.newSecret();
        change(id, endpoint -> {
            var now = clock.instant();
            var secrets = new ArrayList<Secret>();
            secrets.add(new Secret(vault.seal(id, secret), null));
            for (var old : endpoint.secrets()) {
                var until = ends(old, now.plus(overlap));
                if (until.isAfter(now)) {
                    secrets.add(new Secret(old.sealed(), until));
                }
            }
            return endpoint.withSecrets(secrets);
        });
        return secret;
    }

    private static Instant ends(Secret secret, Instant latest) {
        var until = secret.until();
        return until == null || until.isAfter(latest) ? latest : until;
    }

    /** What a receiver asked for; said in the log when it cannot be written, and asked again by its next answer. */
    void disable(Endpoint endpoint, String reason) {
        try {
            change(endpoint.id(), current -> current.url().equals(endpoint.url()) ? current.disabled(reason) : current);
            LOG.warn("endpoint {} is disabled: {}", endpoint.id(), reason);
        } catch (WebhookException e) {
            LOG.warn("endpoint {} could not be disabled: {}", endpoint.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private List<Secret> secrets(Endpoint asked, List<Secret> known) {
        if (asked.secrets().isEmpty()) {
            return known.isEmpty() ? List.of(new Secret(vault.seal(asked.id(), vault.newSecret()), null)) : known;
        }
        var sealed = new ArrayList<Secret>();
        for (var secret : asked.secrets()) {
            if (Vault.isSealed(secret.sealed())) {
                if (!known.contains(secret)) {
                    requireSecret(vault.open(asked.id(), secret.sealed()));
                }
                sealed.add(secret);
            } else {
                requireSecret(secret.sealed());
                sealed.add(new Secret(vault.seal(asked.id(), secret.sealed()), secret.until()));
            }
        }
        return sealed;
    }

    private void write(String id, @Nullable Endpoint endpoint) {
        var topic = Topics.WEBHOOK_ENDPOINTS;
        int partition = Topics.partition(id);
        try {
            var written = producer.send(new ProducerRecord<>(
                            topic.name(),
                            partition,
                            JsonKey.of(id).bytes(),
                            endpoint == null ? null : wire.encode(topic.name(), topic.requireCodec(), endpoint)))
                    .get();
            if (!reader.awaitApplied(new TopicPartition(topic.name(), partition), written.offset(), LIMIT)) {
                throw new WebhookException("the endpoint is kept, but not in force after " + LIMIT.toSeconds() + " s");
            }
        } catch (ExecutionException e) {
            throw new WebhookException("the endpoint could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebhookException("interrupted while the endpoint was written", e);
        }
    }
}
