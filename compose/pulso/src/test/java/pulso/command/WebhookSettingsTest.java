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
import pulso.topology.webhook.AlertLimits;

class WebhookSettingsTest {
    @Test
    void shouldTellOnlyThePublicAndWatchNothingByDefault() {
        var settings = read(Map.of());

        assertThat(settings.allow()).isEmpty();
        assertThat(settings.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.dateStyle()).isEqualTo(DateStyle.CORRECT);
        assertThat(settings.schedule()).isEqualTo(Schedule.DEFAULT);
        assertThat(settings.alerts()).isEqualTo(AlertLimits.NONE);
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
        assertThat(settings.alerts().waiting().of("Ventas<-")).isEqualTo(10);
        assertThat(settings.alerts().serviceLevel().of("Ventas<-")).isEqualTo(0.8);
        assertThat(settings.alerts().target().thresholdSeconds()).isEqualTo(30);
    }

    @Test
    void shouldWatchQueuesByTheirOwnLimits() {
        var alerts = read(Map.of(
                        "PULSO_WEBHOOK_ALERT_WAITING", "10, Premium<- = 3, Encuestas->=never",
                        "PULSO_WEBHOOK_ALERT_LONGEST_SECONDS", "Premium<-=30"))
                .alerts();

        assertThat(alerts.waiting().of("Ventas<-")).isEqualTo(10);
        assertThat(alerts.waiting().of("Premium<-")).isEqualTo(3);
        assertThat(alerts.waiting().of("Encuestas->")).isNull();
        assertThat(alerts.longestWaitSeconds().of("Premium<-")).isEqualTo(30);
        assertThat(alerts.longestWaitSeconds().of("Ventas<-")).isNull();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> read(Map.of("PULSO_WEBHOOK_ALERT_WAITING", "10, 12")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("write QUEUE=12");
        assertThatThrownBy(() -> read(Map.of("PULSO_WEBHOOK_ALERT_WAITING", "Ventas<-=many")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("whole number");
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
