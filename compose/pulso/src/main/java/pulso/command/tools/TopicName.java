package pulso.command.tools;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import pulso.command.ConfigException;
import pulso.command.Spelling;
import pulso.command.tools.KnownTopics.Owner;

/** Completes the short names that people type: {@code passages}, {@code queue_log_repo}. */
final class TopicName {
    private TopicName() {}

    /**
     * The topic that is meant: by its full name, else the one whose name ends so, in any letter case. Of the topics of
     * several generations it is that of the current one.
     *
     * @throws ConfigException when there is none, naming the nearest, or several, naming them all
     */
    static String complete(String asked, Collection<String> existing, String currentGeneration) {
        if (existing.contains(asked)) {
            return asked;
        }
        var known = KnownTopics.among(existing);
        var candidates = existing.stream()
                .filter(name -> known.owner(name) != Owner.STREAMS && known.owner(name) != Owner.KAFKA)
                .sorted()
                .toList();
        var ending = '.' + asked.toLowerCase(Locale.ROOT);
        var fitting = candidates.stream()
                .filter(name -> ('.' + name.toLowerCase(Locale.ROOT)).endsWith(ending))
                .toList();
        var current = fitting.stream()
                .filter(name -> known.owner(name) != Owner.DERIVED || name.contains('.' + currentGeneration + '.'))
                .toList();
        var chosen = current.isEmpty() ? fitting : current;
        if (chosen.size() == 1) {
            return chosen.getFirst();
        }
        if (chosen.size() > 1) {
            throw new ConfigException("'" + asked + "' could be " + String.join(" or ", chosen) + ": say which");
        }
        throw unknown(asked, candidates);
    }

    private static ConfigException unknown(String asked, List<String> candidates) {
        if (candidates.isEmpty()) {
            return new ConfigException(
                    "no topic '" + asked + "': this Kafka holds none at all, has Pulso ever run on it?");
        }
        var names = new TreeSet<String>();
        for (var name : candidates) {
            Stream.iterate(name, rest -> rest.substring(rest.indexOf('.') + 1))
                    .limit(1 + name.chars().filter(c -> c == '.').count())
                    .forEach(names::add);
        }
        var nearest = Spelling.nearest(
                asked.toLowerCase(Locale.ROOT),
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
        var spelled = names.stream()
                .filter(name -> name.equalsIgnoreCase(nearest))
                .findFirst()
                .orElse(nearest);
        return new ConfigException(
                "no topic '" + asked + "'; did you mean '" + spelled + "'? ./pulso topics lists them all");
    }
}
