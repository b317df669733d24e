package pulso.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.topic.Topics;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.EndpointCursor.Replay;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.JsonKey;

/** The sink's parts once it has read what an earlier one left. Made whole or not at all; closed once. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int MOST_REDRIVEN = 10_000;
    /** A source's clock may go before the broker's. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private static final int HEARTBEATS_IN_SILENCE = 3;

    private final Reading reading;
    private final Works works;
    private final Tools tools;
    private final SharedPlace shared;
    private final Lanes lanes = new Lanes();
    private final SharedReader reader;
    private final Ledger ledger;
    private final Registrations registrations;
    private final CountDownLatch replaced = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** What has to be closed whether or not the rest comes about. */
    private record Tools(Producer<byte[], byte[]> producer, Poster poster, ClockAlarms alarms)
            implements AutoCloseable {
        @Override
        public void close() {
            producer.close();
            poster.close();
            alarms.close();
        }
    }

    private Running(WebhookConfig config, AvroWire wire, BodyWriter bodies, Surroundings surroundings, Tools tools) {
        var clock = surroundings.clock();
        this.reading = new Reading(config.bootstrapServers(), wire);
        var opening = Opening.read(reading, clock.instant());
        var vault = Vault.open(config.folder());
        this.shared = opening.shared();
        this.tools = tools;
        var given = surroundings.alarms();
        var events = new KeptEvents(reading);
        var disabling = new AtomicReference<@Nullable Registrations>();
        this.works = new Works(
                config,
                surroundings,
                given == null ? tools.alarms() : given,
                new Courier(bodies, tools.poster(), vault, new AddressRules(config.allow())),
                events,
                new CatchUp(reading, shared, config.maxAge(), events, clock),
                (endpoint, reason) -> {
                    var desk = disabling.get();
                    if (desk != null) {
                        desk.disable(endpoint, reason);
                    }
                });
        opening.fill(lanes, works);
        this.reader = new SharedReader(reading, shared, lanes, works, opening.endpointOffsets());
        this.ledger = new Ledger(
                config.bootstrapServers(),
                wire,
                clock,
                shared,
                lanes,
                surroundings.silence().dividedBy(HEARTBEATS_IN_SILENCE),
                this::standDown);
        ledger.use(tools.producer());
        this.registrations = new Registrations(config, wire, clock, vault, lanes, reader);
        disabling.set(registrations);
    }

    static Running open(WebhookConfig config, AvroWire wire, BodyWriter bodies, Surroundings surroundings) {
        var producer = Ledger.takeOver(config.bootstrapServers());
        var tools = new Tools(producer, new Poster(config, surroundings), new ClockAlarms(surroundings.clock()));
        try {
            var running = new Running(config, wire, bodies, surroundings, tools);
            running.begin();
            return running;
        } catch (RuntimeException e) {
            tools.close();
            throw e;
        }
    }

    private void begin() {
        works.catchUp().start();
        threads.add(Thread.ofPlatform().name("webhook-ledger").start(ledger));
        threads.add(Thread.ofPlatform().name("webhook-reader").start(reader));
        for (var lane : lanes.all()) {
            lane.pump();
            lane.readIfHungry();
        }
        LOG.info("{} endpoints are told of events", lanes.all().size());
    }

    /** Somebody else goes on: nothing more is sent from here. */
    private void standDown() {
        reader.stop();
        lanes.all().forEach(Lane::close);
        replaced.countDown();
    }

    /** Waits until another sink has taken over; false when the limit passed before. */
    boolean awaitReplaced(Duration limit) throws InterruptedException {
        return replaced.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    Registrations registrations() {
        return registrations;
    }

    Lanes lanes() {
        return lanes;
    }

    WebhookStatus status() {
        var failure = ledger.failure() == null ? reader.failure() : ledger.failure();
        return new WebhookStatus(
                false,
                failure == null,
                failure,
                reader.droppedAsOld(),
                shared.behind(),
                lanes.all().stream().map(Lane::status).toList());
    }

    Delivery testFire(String id, WebhookType type) {
        var lane = lanes.require(id);
        var route = lane.route();
        var event = sample(route.endpoint(), type);
        var began = works.now();
        var posted = works.courier().carry(route, new KeptEvent(event), began);
        var outcome = posted.answer().isSuccess() ? Delivery.Outcome.DELIVERED : Delivery.Outcome.GIVEN_UP;
        var took = Duration.between(began, works.now());
        var note = new Journal.Note(id, event, 1, outcome, posted, began, took, null);
        lane.note(note);
        return note.delivery();
    }

    private WebhookEvent sample(Endpoint endpoint, WebhookType type) {
        var now = works.now();
        var values = new ArrayList<WebhookEvent.Value>();
        for (var field : type.fields()) {
            values.add(new WebhookEvent.Value(
                    field.name(),
                    switch (field.kind()) {
                        case TEXT -> "test";
                        case NUMBER -> "0";
                        case TRUTH -> "true";
                    }));
        }
        var source = endpoint.source() == null ? "test" : endpoint.source();
        return new WebhookEvent(source, type, "test_" + UUID.randomUUID(), "test", now, "UTC", now, "test", values);
    }

    void replay(String id, Instant from, Instant to) {
        var lane = lanes.require(id);
        if (!from.isBefore(to)) {
            throw new WebhookException("a range ends after it begins");
        }
        var source = lane.route().endpoint().source();
        var since = new HashMap<TopicPartition, Long>();
        for (var partition : Reading.partitions(Topics.WEBHOOKS)) {
            if (source == null || partition.partition() == Topics.partition(source)) {
                since.put(partition, from.minus(CLOCKS_APART).toEpochMilli());
            }
        }
        try (var consumer = reading.consumer("pulso-webhook-replay")) {
            consumer.offsetsForTimes(since).forEach((partition, found) -> {
                long end = shared.next(partition.partition());
                if (found != null && found.offset() < end) {
                    lane.withPlace(
                            place -> place.addReplay(new Replay(partition.partition(), found.offset(), end, from, to)));
                }
            });
        }
        ledger.write();
        lane.readIfHungry();
    }

    List<DeadLetter> deadLetters(String id) {
        lanes.require(id);
        var letters = new LinkedHashMap<String, DeadLetter>();
        var partition = new TopicPartition(Topics.WEBHOOKS_DEAD.name(), Topics.partition(id));
        reading.readAll(List.of(partition), record -> {
            var key = JsonKey.parse(record.key());
            var event = key.text(1);
            if (event == null || !id.equals(key.text(0))) {
                return;
            }
            letters.remove(event);
            var letter = reading.value(Topics.WEBHOOKS_DEAD, record);
            if (letter != null) {
                letters.put(event, letter);
            }
        });
        return List.copyOf(letters.values());
    }

    int redrive(String id, Set<String> events) {
        var lane = lanes.require(id);
        if (lane.route().endpoint().isDisabled()) {
            throw new WebhookException("the endpoint is disabled: resume it first");
        }
        ledger.write();
        var letters = deadLetters(id).stream()
                .filter(letter -> events.isEmpty() || events.contains(letter.event()))
                .limit(MOST_REDRIVEN)
                .toList();
        letters.forEach(letter -> lane.redrive(letter, works.now()));
        ledger.write();
        return letters.size();
    }

    /** Attempts under way have a moment to end, so that an orderly stop leaves little to repeat. */
    @Override
    public void close() {
        reader.stop();
        works.catchUp().close();
        ledger.stop();
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
            lanes.all().forEach(Lane::startNoMore);
            long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (lanes.all().stream().anyMatch(Lane::isUnderWay) && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        ledger.write();
        lanes.all().forEach(Lane::close);
        ledger.close();
        registrations.close();
        works.events().close();
        tools.close();
    }
}
