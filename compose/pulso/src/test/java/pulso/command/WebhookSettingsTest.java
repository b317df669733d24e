package pulso.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.Endpoint.Schedule;

class WebhookSettingsTest {
    @Test
    void shouldTellOnlyThePublicAndWatchNothingByDefault() {
        var settings = read(Map.of());

        assertThat(settings.allow()).isEmpty();
        assertThat(settings.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.dateStyle()).isEqualTo(DateStyle.CORRECT);
        assertThat(settings.schedule()).isEqualTo(Schedule.DEFAULT);
        assertThat(settings.alerts().waiting()).isNull();
        assertThat(settings.alerts().longestWaitSeconds()).isNull();
        assertThat(settings.alerts().serviceLevel()).isNull();
    }

    @Test
    void shouldReadWhatIsSaid() throws UnknownHostException {
        var settings = read(Map.of(
                "PULSO_WEBHOOK_ALLOW", "10.0.0.0/8, 127.0.0.1",
                "PULSO_WEBHOOK_DATE", "legacy12",
                "PULSO_WEBHOOK_SCHEDULE", "dbsync",
                "PULSO_WEBHOOK_ALERT_WAITING", "10",
                "PULSO_WEBHOOK_ALERT_SERVICE_LEVEL", "0.8",
                "PULSO_BOARD_THRESHOLD_SECONDS", "30"));

        assertThat(settings.allow()).hasSize(2);
        assertThat(settings.allow().getFirst().contains(InetAddress.getByName("10.9.8.7")))
                .isTrue();
        assertThat(settings.dateStyle()).isEqualTo(DateStyle.LEGACY_12);
        assertThat(settings.schedule()).isEqualTo(Schedule.DBSYNC);
        assertThat(settings.alerts().waiting()).isEqualTo(10);
        assertThat(settings.alerts().serviceLevel()).isEqualTo(0.8);
        assertThat(settings.alerts().target().thresholdSeconds()).isEqualTo(30);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> read(Map.of("PULSO_WEBHOOK_DATE", "legcy")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nearest is legacy");
        assertThatThrownBy(() -> read(Map.of("PULSO_WEBHOOK_ALLOW", "intranet")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("webhook.allow");
        assertThatThrownBy(() -> read(Map.of("PULSO_WEBHOOK_ALERT_SERVICE_LEVEL", "80")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ratio");
    }

    private static WebhookSettings read(Map<String, String> environment) {
        return PulsoConfig.of(Settings.load(null, environment, Map.of())).webhooks();
    }
}
