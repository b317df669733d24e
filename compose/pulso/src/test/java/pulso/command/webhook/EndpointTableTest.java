package pulso.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pulso.command.WebhookSettings;
import pulso.schemas.source.Operation;
import pulso.schemas.source.Row;
import pulso.schemas.source.RowChange;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.Endpoint.Schedule;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.webhook.AlertLimits;

/** Rows of uContact's table become endpoints, and go with them. */
class EndpointTableTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String URL = "https://crm.example.com/hook";

    private final EndpointTable table = new EndpointTable(new EndpointRow(
            "ucontact",
            new WebhookSettings(
                    List.of(), Duration.ofHours(1), DateStyle.LEGACY_24, Schedule.DBSYNC, AlertLimits.NONE)));
    private final Map<String, Endpoint> inForce = new HashMap<>();

    @Test
    void shouldRegisterARowWithAUrlAndForgetItWithTheRow() {
        table.take(change(Operation.READ, null, row(1, "AgentLog", ""), 1));
        table.take(change(Operation.READ, null, row(2, "AgentBreak", URL), 1));
        apply();

        assertThat(inForce).containsOnlyKeys("ucontact-table-2");
        var endpoint = Objects.requireNonNull(inForce.get("ucontact-table-2"));
        assertThat(endpoint.type()).isEqualTo(WebhookType.AGENT_BREAK);
        assertThat(endpoint.source()).isEqualTo("ucontact");
        assertThat(endpoint.dateStyle()).isEqualTo(DateStyle.LEGACY_24);
        assertThat(endpoint.schedule()).isEqualTo(Schedule.DBSYNC);
        assertThat(endpoint.description()).isEqualTo("mine · of the CRM · admin");

        table.take(change(Operation.UPDATE, row(1, "AgentLog", ""), row(1, "AgentLog", URL), 1));
        apply();
        assertThat(inForce).containsOnlyKeys("ucontact-table-1", "ucontact-table-2");

        table.take(change(Operation.UPDATE, row(1, "AgentLog", URL), row(1, "AgentLog", ""), 1));
        table.take(change(Operation.DELETE, row(2, "AgentBreak", URL), null, 1));
        apply();
        assertThat(inForce).isEmpty();
    }

    @Test
    void shouldSayWhyARowCannotBeUsed() {
        table.take(change(Operation.CREATE, null, row(1, "AgentLogs", URL), 1));
        table.take(change(Operation.CREATE, null, row(2, "AgentLog", URL + "/".repeat(256)), 1));
        apply();

        assertThat(reason(1)).contains("no event 'AgentLogs'").contains("nearest is AgentLog");
        assertThat(reason(2)).contains("at most 256");

        table.take(change(Operation.UPDATE, row(1, "AgentLogs", URL), row(1, "agentlog", URL), 1));
        apply();
        assertThat(reason(1)).isNull();
    }

    @Test
    void shouldLeaveAloneWhatIsRegisteredAlready() {
        table.take(change(Operation.CREATE, null, row(1, "AgentLog", URL), 1));
        apply();
        inForce.computeIfPresent(
                "ucontact-table-1",
                (_, endpoint) -> endpoint.disabled("it answered 410").withPause());

        assertThat(table.changes(inForce, NOW.plusSeconds(60))).isEmpty();

        table.take(change(Operation.UPDATE, row(1, "AgentLog", URL), row(1, "AgentLog", URL + "2"), 1));
        var changed = Objects.requireNonNull(
                table.changes(inForce, NOW.plusSeconds(60)).get("ucontact-table-1"));
        assertThat(changed.disabledReason()).isNull();
        assertThat(changed.activeSince()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void shouldForgetRowsThatALaterSnapshotDoesNotFind() {
        table.take(change(Operation.READ, null, row(1, "AgentLog", URL), 1));
        table.take(change(Operation.CREATE, null, row(2, "AgentBreak", URL), 1));
        table.take(change(Operation.READ, null, row(2, "AgentBreak", URL), 2));
        apply();

        assertThat(inForce).containsOnlyKeys("ucontact-table-2");
    }

    private @Nullable String reason(int row) {
        var endpoint = inForce.get("ucontact-table-" + row);
        return endpoint == null ? "not registered" : endpoint.disabledReason();
    }

    private void apply() {
        table.changes(inForce, NOW).forEach((id, endpoint) -> {
            if (endpoint == null) {
                inForce.remove(id);
            } else {
                inForce.put(id, endpoint);
            }
        });
    }

    private static Row row(long id, String event, String url) {
        return new Row(Map.of(
                "Id", id, "name", "mine", "description", "of the CRM", "event", event, "url", url, "user", "admin"));
    }

    private static RowChange change(Operation operation, @Nullable Row before, @Nullable Row after, long epoch) {
        return new RowChange("ucontact", "WEBHOOKS", operation, before, after, NOW, epoch, 1, "", "UTC");
    }
}
