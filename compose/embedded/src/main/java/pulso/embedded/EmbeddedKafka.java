package pulso.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and its controller in this JVM, on loopback, one replica of everything. It owns its data folder;
 * closing it stops the broker and keeps the data.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String NAME = "kafka";
    private static final int NODE = 1;

    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(FolderLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /**
     * Returns once the broker takes requests.
     *
     * @param dataFolder the broker's own; made and formatted when missing
     * @param port 0 for a free one
     * @throws PortTakenException when another process listens on the port
     */
    public static EmbeddedKafka start(Path dataFolder, int port) {
        var lock = FolderLock.take(NAME, dataFolder);
        try {
            var claimed = Ports.claim(NAME, port);
            var controllerPort = Ports.claim(NAME, 0);
            var logs = lock.folder().resolve("logs");
            try {
                Folders.createWhole(logs, EmbeddedKafka::format);
            } catch (IOException e) {
                throw new EmbeddedServerException("Kafka's data folder " + logs + " cannot be formatted", e);
            }
            var server = new KafkaRaftServer(new KafkaConfig(settings(logs, claimed, controllerPort)), Time.SYSTEM);
            try {
                server.startup();
            } catch (RuntimeException e) {
                server.shutdown();
                throw e;
            }
            return new EmbeddedKafka(lock, server, claimed);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock) {
                server.shutdown();
                server.awaitShutdown();
            }
        }
    }

    private static void format(Path logs) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .run();
        } catch (Exception e) {
            throw new IOException("Kafka's formatter failed", e);
        }
    }

    private static Properties settings(Path logs, int port, int controllerPort) {
        var settings = new Properties();
        settings.putAll(network(port, controllerPort));
        settings.putAll(oneReplica());
        settings.putAll(smallFootprint());
        settings.putAll(quickReaction());
        settings.put("log.dirs", logs.toString());
        settings.put("metadata.log.dir", logs.toString());
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private static Map<String, String> network(int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "BROKER://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "BROKER");
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "log.segment.bytes", Integer.toString(64 << 20),
                "log.index.size.max.bytes", Integer.toString(1 << 20),
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
                "log.cleaner.io.buffer.size", Integer.toString(256 << 10),
                "metadata.log.segment.bytes", Integer.toString(8 << 20));
    }

    /** A killed broker or client is replaced at once: nobody else's network delay has to be waited for. */
    private static Map<String, String> quickReaction() {
        return Map.of(
                "broker.session.timeout.ms", "1000",
                "broker.heartbeat.interval.ms", "250",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "transaction.max.timeout.ms", "900000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }
}
