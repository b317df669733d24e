package pulso.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import pulso.schemas.generation.FoldParameters;
import pulso.schemas.source.Layouts;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.MemorySchemaRegistry;
import pulso.topology.intake.RowIntake;
import pulso.topology.webhook.WebhookRules;

class CentreTopologyTest {
    /** When this is meant: copy what the test printed into topology.txt, and say in the commit how a running centre is upgraded. */
    @Test
    void shouldNotChangeItsShapeUnintentionally() throws IOException {
        var described = CentreTopology.build(
                        config(), new AvroWire(new MemorySchemaRegistry()), RowIntake.Counts.create())
                .describe()
                .toString();

        try (var pinned = CentreTopologyTest.class.getResourceAsStream("/topology.txt")) {
            assertThat(pinned)
                    .as("topology.txt; the topology is now:%n%s", described)
                    .isNotNull();
            assertThat(described).isEqualTo(new String(pinned.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldBeOneSubTopologyWithNamesOfOurOwn() {
        var topology =
                CentreTopology.build(config(), new AvroWire(new MemorySchemaRegistry()), RowIntake.Counts.create());

        var description = topology.describe();

        assertThat(description.subtopologies()).hasSize(1);
        assertThat(description.toString()).doesNotContain("KSTREAM", "KTABLE", "repartition");
    }

    static CentreTopology.Config config() {
        return new CentreTopology.Config(
                "ucontact",
                ZoneId.of("America/Montevideo"),
                1,
                "g1",
                List.of(
                        "ucontact.ccrepo.QUEUE_LOG_REPO",
                        "ucontact.ccrepo.CDR_REPO",
                        "ucontact.ccrepo.WEBCHAT_LOG_REPO",
                        "ucontact.ccrepo.DIALER_BASE",
                        "ucontact.ccrepo.CALLS_SPOOL"),
                Layouts.documented(),
                "localhost:9092",
                (short) 1,
                Duration.ofMillis(10),
                FoldParameters.DEFAULT,
                Emission.LIVE,
                WebhookRules.DEFAULT);
    }
}
