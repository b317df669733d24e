package pulso.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of a topic's schema that was ever written is kept in {@code avro}, and each reads all before it. A
 * version that stands there is never edited: a change is the next one.
 */
class SchemaVersionsTest {
    private static final String OURS = "pulso.schemas.";
    private static final String FIRST = """
            {"type": "record", "name": "Thing", "fields": [
              {"name": "source", "type": "string"},
              {"name": "seconds", "type": "int", "default": 0},
              {"name": "agent", "type": ["null", "string"], "default": null}]}""";

    static List<Topic<?>> topics() {
        var topics = new ArrayList<>(Topics.common());
        topics.addAll(Topics.derived(Topics.FIRST_GENERATION).all());
        topics.add(Topics.heartbeat("any"));
        topics.removeIf(topic -> topic.codec() == null);
        return topics;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldReadEveryVersionAndHaveTheLastOneKept(Topic<?> topic) throws IOException {
        var current = topic.requireCodec().schema();

        var versions = versions(current.getName());

        assertThat(versions)
                .as(
                        "keep as the next version of %s:%n%s",
                        current.getName(), SchemaFormatter.format("json/pretty", current))
                .isNotEmpty()
                .last()
                .isEqualTo(current);
        assertThat(Evolution.obstacles(versions)).as(topic.name()).isEmpty();
    }

    /** Enums travel as text, so no schema tells when one loses a constant that records hold. */
    @Test
    void shouldKnowEveryConstantThatWasEverWritten() throws IOException {
        var constants = new TreeMap<String, String>();
        topics().forEach(topic -> collectConstants(topic.requireCodec().type(), constants));
        var now = constants.entrySet().stream()
                .map(constant -> constant.getKey() + ": " + constant.getValue())
                .collect(Collectors.joining("\n"));

        var kept = resource("/avro/constants.txt");

        assertThat(kept == null ? "" : kept.strip())
                .as("constants of enums in records; add what is new, never take one away or rename it:%n%s", now)
                .isEqualTo(now);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a field without default | \"fields\": [ | \"fields\": [{\"name\": \"queue\", \"type\": \"string\"},",
                "another type            | \"int\", \"default\": 0 | \"string\", \"default\": \"0\"",
                "a renamed field         | \"name\": \"source\" | \"name\": \"centre\"",
                "what may not be empty   | [\"null\", \"string\"], \"default\": null | \"string\", \"default\": \"\"",
                "another name            | \"name\": \"Thing\" | \"name\": \"Matter\"",
            })
    void shouldCatchAChangeThatALaterReaderStumblesOver(String change, String from, String to) {
        assertThat(FIRST).as(change).contains(from);

        var obstacles = Evolution.obstacles(List.of(schema(FIRST), schema(FIRST.replace(from, to))));

        assertThat(obstacles).as(change).isNotEmpty();
    }

    /** Each reads the one before it, but a default that came and went leaves the first behind. */
    @Test
    void shouldCatchWhatOnlyTheFirstVersionBreaks() {
        UnaryOperator<String> withQueue = queue ->
                FIRST.replace("\"fields\": [", "\"fields\": [{\"name\": \"queue\", \"type\": \"string\"" + queue);
        var second = schema(withQueue.apply(", \"default\": \"\"},"));
        var third = schema(withQueue.apply("},"));

        assertThat(Evolution.obstacles(List.of(schema(FIRST), second))).isEmpty();
        assertThat(Evolution.obstacles(List.of(second, third))).isEmpty();
        assertThat(Evolution.obstacles(List.of(schema(FIRST), second, third)))
                .singleElement()
                .asString()
                .contains("version 3 cannot read version 1", "queue");
    }

    private static Schema schema(String json) {
        return new SchemaParser().parse(json).mainSchema();
    }

    private static void collectConstants(Class<?> type, Map<String, String> constants) {
        for (var component : type.getRecordComponents()) {
            collectConstants(component.getGenericType(), constants);
        }
    }

    private static void collectConstants(Type type, Map<String, String> constants) {
        if (type instanceof ParameterizedType parameterized) {
            for (var argument : parameterized.getActualTypeArguments()) {
                collectConstants(argument, constants);
            }
        } else if (type instanceof Class<?> plain
                && plain.isEnum()
                && plain.getName().startsWith(OURS)) {
            constants.put(
                    plain.getName().substring(OURS.length()),
                    Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .sorted()
                            .collect(Collectors.joining(" ")));
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            collectConstants(plain, constants);
        }
    }

    private static List<Schema> versions(String record) throws IOException {
        var versions = new ArrayList<Schema>();
        for (int number = 1; ; number++) {
            var text = resource("/avro/" + record + '/' + number + ".avsc");
            if (text == null) {
                return versions;
            }
            versions.add(schema(text));
        }
    }

    private static @Nullable String resource(String name) throws IOException {
        try (var file = SchemaVersionsTest.class.getResourceAsStream(name)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
