package pulso.command.tools;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pulso.command.KafkaOptions.KafkaPlace;
import pulso.command.Progress;
import pulso.command.PulsoConfig;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;

/** Writes topics of an export under other names, for who folds them once more beside those that are there. */
public final class RawImport {
    private RawImport() {}

    /**
     * Goes on where an earlier try was cut off.
     *
     * @param targets where the records of an exported topic belong; empty for nowhere
     * @return how many records were written, now or by an earlier try
     */
    public static long write(
            PulsoConfig config,
            String bootstrapServers,
            Path folder,
            Function<String, Optional<Topic<?>>> targets,
            PrintStream out) {
        long written = 0;
        try (var cluster =
                Cluster.open(new KafkaPlace(bootstrapServers, false, config.replication(), config.registry()))) {
            TopicCreation.ensure(cluster.admin(), cluster.replication(), List.of(Topics.SCHEMAS));
            for (var exported : ExportedTopic.list(folder)) {
                var target = targets.apply(exported.name());
                if (target.isPresent()) {
                    var expected = exported.records();
                    var progress = new Progress(out, exported.name());
                    var importing = new TopicImport(cluster, exported, target.orElseThrow());
                    var result = importing.run(false, done -> progress.at(done, expected == null ? 0 : expected));
                    progress.done("%,d records of the file".formatted(result.records()));
                    importing.forget();
                    written += result.records();
                }
            }
        }
        return written;
    }
}
