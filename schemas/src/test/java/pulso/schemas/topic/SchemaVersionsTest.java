package pulso.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of a topic's schema that was ever written is kept here, and the code's own reads them all. */
class SchemaVersionsTest {
    static Stream<Topic<?>> topics() {
        return Stream.concat(
                Topics.derived(Topics.FIRST_GENERATION).all().stream()
                        .filter(topic -> !topic.name().endsWith("progress")),
                Stream.of(
                        Topics.SOURCE,
                        Topics.SETTINGS,
                        Topics.REJECTED,
                        Topics.GENERATIONS,
                        Topics.WEBHOOKS,
                        Topics.WEBHOOK_ENDPOINTS,
                        Topics.WEBHOOK_CURSORS,
                        Topics.WEBHOOKS_DEAD,
                        Topics.heartbeat("any")));
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
        assertThat(versions)
                .allSatisfy(version -> assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, version)
                                .getType())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE));
    }

    private static List<Schema> versions(String record) throws IOException {
        var versions = new ArrayList<Schema>();
        for (int number = 1; ; number++) {
            try (var file = SchemaVersionsTest.class.getResourceAsStream("/avro/" + record + '/' + number + ".avsc")) {
                if (file == null) {
                    return versions;
                }
                versions.add(new SchemaParser()
                        .parse(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                        .mainSchema());
            }
        }
    }
}
