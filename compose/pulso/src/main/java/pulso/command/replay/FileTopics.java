package pulso.command.replay;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pulso.command.Broker;
import pulso.command.ConfigException;
import pulso.command.Folding;
import pulso.command.PulsoConfig;
import pulso.command.SourceConfig;
import pulso.command.tools.ExportedTopic;
import pulso.command.tools.RawImport;
import pulso.schemas.topic.Topic;

/**
 * Rows of a file as topics of their own, that bear the generation's name and go with it. Where there are any, the
 * generation is folded from them and from nothing else.
 */
final class FileTopics {
    private FileTopics() {}

    /** Whether a generation is folded from a file's rows, and knows of no others. */
    static boolean isFromFile(Broker broker, String generation) {
        return broker.topics().stream().anyMatch(name -> name.startsWith(prefix(generation)));
    }

    /** How the names of a generation's own raw topics begin. */
    static String prefix(String generation) {
        return "pulso." + generation + ".file.";
    }

    /** @throws ConfigException when the folder holds none of the topics that folds read */
    static void write(PulsoConfig config, String bootstrapServers, Path folder, String generation, PrintStream out) {
        var targets = new HashMap<String, Topic<?>>();
        for (var source : config.sources()) {
            for (var raw : Folding.topics(source, Set.of())) {
                targets.put(raw.name(), copy(raw, generation));
            }
        }
        var exported =
                ExportedTopic.list(folder).stream().map(ExportedTopic::name).toList();
        if (exported.stream().noneMatch(targets::containsKey)) {
            throw new ConfigException(
                    "%s holds %s, and none of the topics that are folded, which are: %s; the file of another source needs its settings, by --config"
                            .formatted(
                                    folder,
                                    exported.isEmpty() ? "no topic" : String.join(", ", exported),
                                    String.join(
                                            ", ",
                                            targets.keySet().stream().sorted().toList())));
        }
        long records =
                RawImport.write(config, bootstrapServers, folder, name -> Optional.ofNullable(targets.get(name)), out);
        if (records == 0) {
            throw new ConfigException(folder + " holds topics that are folded, and no row in them");
        }
    }

    /** The topics that a generation's folds read: its own where it has some, else those that there are. */
    static List<Topic<?>> of(Broker broker, SourceConfig source, String generation, Set<String> onlyTables) {
        var raw = Folding.topics(source, onlyTables);
        var existing = broker.topics();
        var own = raw.stream()
                .<Topic<?>>map(topic -> copy(topic, generation))
                .filter(topic -> existing.contains(topic.name()))
                .toList();
        boolean isFromFile = existing.stream().anyMatch(name -> name.startsWith(prefix(generation)));
        return isFromFile
                ? own
                : raw.stream().filter(topic -> existing.contains(topic.name())).toList();
    }

    private static Topic<?> copy(Topic<?> raw, String generation) {
        return new Topic<>(
                prefix(generation) + raw.name(),
                raw.codec(),
                raw.partitions(),
                raw.cleanup(),
                null,
                raw.writer(),
                raw.keyParts());
    }
}
