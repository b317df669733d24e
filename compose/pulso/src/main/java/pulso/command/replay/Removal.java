package pulso.command.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import pulso.clickhouse.Generations;
import pulso.command.ConfigException;
import pulso.command.Folding;
import pulso.schemas.topic.Topics;

/** Deletes all that bears a generation's name, and last the word of it: what is cut off is done by doing it again. */
final class Removal {
    private final ReplayCommand.Desk desk;

    Removal(ReplayCommand.Desk desk) {
        this.desk = desk;
    }

    void drop(String name, boolean isInClickHouse) {
        var generation = desk.require(name);
        var book = desk.log().read();
        if (book.current().equals(name)) {
            throw new ConfigException("generation '" + name + "' is the current one; promote another one first");
        }
        var broker = desk.broker();
        var config = desk.installation().config();
        var groups = new ArrayList<String>();
        config.sources().forEach(source -> groups.add(Folding.applicationId(name, source.name())));
        for (var group : groups) {
            if (broker.members(group) > 0) {
                throw new ConfigException("a process still folds '" + name + "': stop it first");
            }
        }
        var changelogs = groups.stream().map(group -> group + '-').toList();
        var doomed = broker.topics().stream()
                .filter(topic -> changelogs.stream().anyMatch(topic::startsWith)
                        || topic.startsWith(FileTopics.prefix(name))
                        || Topics.derived(name).all().stream()
                                .anyMatch(derived -> derived.name().equals(topic)))
                .toList();
        broker.deleteTopics(doomed);
        if (!name.equals(Topics.FIRST_GENERATION)) {
            groups.add("pulso-clickhouse-" + name);
        }
        groups.forEach(broker::deleteGroup);
        if (isInClickHouse) {
            try (var databases = Generations.open(
                    desk.installation().clickHouse(),
                    config.clickHouseUser(),
                    config.clickHousePassword(),
                    config.storage())) {
                databases.drop(name);
            }
        }
        config.sources()
                .forEach(source -> deleteFolder(
                        config.data().resolve("streams").resolve(Folding.applicationId(name, source.name()))));
        desk.log().remove(generation);
        desk.out().printf("%s is gone: %d topics, its state and its database%n", name, doomed.size());
    }

    private static void deleteFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
