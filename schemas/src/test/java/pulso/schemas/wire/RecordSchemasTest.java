package pulso.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import pulso.schemas.topic.Topics;

class RecordSchemasTest {
    @Test
    void shouldBeKnownAgainByARegistryThatReadsThemBack() {
        for (var topic : Topics.derived("g1").all()) {
            var schema = topic.requireCodec().schema();

            var readBack = new SchemaParser()
                    .parse(SchemaFormatter.format("json/inline", schema))
                    .mainSchema();

            assertThat(readBack).as(topic.name()).isEqualTo(schema);
        }
    }
}
