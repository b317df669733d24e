package pulso.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Layouts;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.topology.stream.CentreStreams;
import pulso.topology.stream.CentreTopology;
import pulso.topology.stream.Emission;
import pulso.topology.webhook.WebhookRules;

/** The folds of one generation in a process of their own: says {@code running} with the time, then folds until it is stopped. */
final class FoldMain {
    private FoldMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var bootstrapServers = arguments[0];
        var generation = arguments[1];
        var emission = Boolean.parseBoolean(arguments[2]) ? Emission.LIVE : Emission.replay(null, null);
        var folder = Path.of(arguments[3]);
        var topics = List.of(arguments).subList(4, arguments.length);
        var registry = new KafkaSchemaRegistry(bootstrapServers);
        var config = new CentreTopology.Config(
                RawLog.SOURCE,
                ZoneId.of(RawLog.ZONE),
                RawLog.EPOCH,
                generation,
                topics,
                Layouts.documented(),
                bootstrapServers,
                (short) 1,
                Duration.ofMillis(10),
                FoldParameters.DEFAULT,
                emission,
                WebhookRules.DEFAULT);
        var streams = CentreStreams.start(config, new AvroWire(registry), folder);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stop"));
        while (!streams.isRunning()) {
            Thread.sleep(1);
        }
        System.out.println("running " + Instant.now().toEpochMilli());
        new CountDownLatch(1).await();
    }
}
