package pulso.command.tools;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.Topic;
import pulso.schemas.topic.Topics;

/** Which of the topics on a Kafka are Pulso's, and what the code says each of them is. */
final class KnownTopics {
    private static final Pattern RAW = Pattern.compile("([^.]+)\\.([^.]+)\\.([^.]+)");
    private static final Pattern DERIVED = Pattern.compile("pulso\\.([^.]+)\\..+");
    private static final Pattern STREAMS = Pattern.compile("pulso-.+-(changelog|repartition)");
    private static final List<Topic<?>> COMMON = Topics.common();

    private final Set<String> sources;
    private final Map<String, Topic<?>> byName = new HashMap<>();

    /** Whose a topic is. */
    enum Owner {
        /** Rows as the database has them, and what capture remembers. */
        RAW,
        /** What the folds make, of one generation. */
        DERIVED,
        /** Pulso's own, common to all. */
        COMMON,
        /** State of the folds. */
        STREAMS,
        /** Kafka's own. */
        KAFKA,
        /** Not made by Pulso. */
        UNKNOWN
    }

    private KnownTopics(Set<String> sources) {
        this.sources = sources;
        COMMON.forEach(this::know);
        for (var source : sources) {
            know(Topics.heartbeat(source));
            know(Topics.offsets(source));
            know(Topics.schemaHistory(source));
        }
    }

    /** Sources are known by what capture keeps beside their rows. */
    static KnownTopics among(Collection<String> names) {
        var endings = List.of(
                Topics.heartbeat("").name(),
                Topics.offsets("").name(),
                Topics.schemaHistory("").name());
        var sources = new TreeSet<String>();
        for (var name : names) {
            for (var ending : endings) {
                if (name.endsWith(ending) && name.length() > ending.length()) {
                    sources.add(name.substring(0, name.length() - ending.length()));
                }
            }
        }
        return new KnownTopics(sources);
    }

    private void know(Topic<?> topic) {
        byName.put(topic.name(), topic);
    }

    Owner owner(String name) {
        var topic = byName.get(name);
        if (topic != null) {
            return COMMON.contains(topic) ? Owner.COMMON : Owner.RAW;
        }
        if (name.startsWith("__")) {
            return Owner.KAFKA;
        }
        if (STREAMS.matcher(name).matches()) {
            return Owner.STREAMS;
        }
        if (derived(name) != null) {
            return Owner.DERIVED;
        }
        return raw(name) == null ? Owner.UNKNOWN : Owner.RAW;
    }

    /** What the code says of a topic; raw topics as if kept for ever. Null for one that is not Pulso's. */
    @Nullable
    Topic<?> definition(String name) {
        var topic = byName.get(name);
        if (topic != null) {
            return topic;
        }
        var derived = derived(name);
        return derived == null ? raw(name) : derived;
    }

    private static @Nullable Topic<?> derived(String name) {
        var matcher = DERIVED.matcher(name);
        if (matcher.matches()) {
            for (var topic : Topics.derived(matcher.group(1)).all()) {
                if (topic.name().equals(name)) {
                    return topic;
                }
            }
        }
        return null;
    }

    private @Nullable Topic<?> raw(String name) {
        var matcher = RAW.matcher(name);
        return matcher.matches() && sources.contains(matcher.group(1))
                ? Topics.raw(matcher.group(1), matcher.group(2), matcher.group(3), null)
                : null;
    }
}
