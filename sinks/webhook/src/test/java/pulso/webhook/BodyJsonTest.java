package pulso.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.Masking.Treatment;
import pulso.schemas.privacy.PersonalData;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookEvent.Value;
import pulso.schemas.webhook.WebhookType;

/** Bodies to the byte. */
class BodyJsonTest {
    private static final String ZONE = "America/Montevideo";
    private static final Map<WebhookType, String> UCONTACT_FIELDS = Map.of(
            WebhookType.AGENT_RING_NO_ANSWER, "event,date,agent,agentNumber,agentFullName,callerIdNum,campaign",
            WebhookType.AGENT_LOG, "event,date,agent,isLogin",
            WebhookType.AGENT_BREAK, "event,date,agent,motive,isBreak",
            WebhookType.FINISH_INTERACTION, "event,date,guid,campaign,agent,duration,clientId,channel",
            WebhookType.INTERACTION_DISPOSITION, "event,date,guid,campaign,agent,value1,value2,value3,channel");

    @Test
    void shouldWriteUContactsSampleOfAnUnansweredRing() {
        var event = event(
                WebhookType.AGENT_RING_NO_ANSWER,
                "2023-06-13T06:48:51",
                "agent=agentTest",
                "callerIdNum=1234",
                "campaign=Demo<-");

        assertThat(body(event, DateStyle.LEGACY_24))
                .isEqualTo("{\"event\":\"AgentRingNoAnswer\",\"date\":\"2023-48-13 06:48:51\",\"agent\":\"agentTest\","
                        + "\"agentNumber\":\"9999\",\"agentFullName\":\"Agente Test\",\"callerIdNum\":\"1234\","
                        + "\"campaign\":\"Demo<-\"}");
    }

    /** The sample of 18:48 tells 06:48 on a clock of 12 hours: the page shows both clocks. */
    @Test
    void shouldWriteTheSameSampleWithAClockOfTwelveHours() {
        var event = event(
                WebhookType.AGENT_RING_NO_ANSWER,
                "2023-06-13T18:48:51",
                "agent=agentTest",
                "callerIdNum=1234",
                "campaign=Demo<-");

        assertThat(body(event, DateStyle.LEGACY_12)).contains("\"date\":\"2023-48-13 06:48:51\"");
        assertThat(body(event, DateStyle.LEGACY_24)).contains("\"date\":\"2023-48-13 18:48:51\"");
    }

    @Test
    void shouldWriteUContactsSampleOfALogin() {
        var event = event(WebhookType.AGENT_LOG, "2023-06-13T05:16:22", "agent=agentTest", "isLogin=true");

        assertThat(body(event, DateStyle.LEGACY_24))
                .isEqualTo("{\"event\":\"AgentLog\",\"date\":\"2023-16-13 05:16:22\",\"agent\":\"agentTest\","
                        + "\"isLogin\":true}");
    }

    /** uContact's sample has 2023-16-13 15:18:43: neither a month nor its own minute, so its date follows no pattern. */
    @Test
    void shouldWriteUContactsSampleOfALogoffButForItsDate() {
        var event = event(WebhookType.AGENT_LOG, "2023-06-13T15:18:43", "agent=agentTest", "isLogin=false");

        assertThat(body(event, DateStyle.LEGACY_24))
                .isEqualTo("{\"event\":\"AgentLog\",\"date\":\"2023-18-13 15:18:43\",\"agent\":\"agentTest\","
                        + "\"isLogin\":false}");
    }

    @Test
    void shouldWriteUContactsSamplesOfABreak() {
        var begin = event(
                WebhookType.AGENT_BREAK, "2023-06-13T04:52:57", "agent=AgentTest", "motive=Lunch", "isBreak=true");
        var end = event(
                WebhookType.AGENT_BREAK, "2023-06-13T05:52:00", "agent=ccass_sderi", "motive=Lunch", "isBreak=false");

        assertThat(body(begin, DateStyle.LEGACY_24))
                .isEqualTo("{\"event\":\"AgentBreak\",\"date\":\"2023-52-13 04:52:57\",\"agent\":\"AgentTest\","
                        + "\"motive\":\"Lunch\",\"isBreak\":true}");
        assertThat(body(end, DateStyle.LEGACY_24))
                .isEqualTo("{\"event\":\"AgentBreak\",\"date\":\"2023-52-13 05:52:00\",\"agent\":\"ccass_sderi\","
                        + "\"motive\":\"Lunch\",\"isBreak\":false}");
    }

    @Test
    void shouldWriteNumbersAsNumbersAndNothingAsNull() {
        var event = event(
                WebhookType.FINISH_INTERACTION,
                "2026-11-20T12:01:48",
                "campaign=Ventas<-",
                "agent=bea",
                "duration=100",
                "clientId=ñandú \"7\"",
                "channel=telephony");

        assertThat(body(event, DateStyle.CORRECT))
                .isEqualTo("{\"event\":\"FinishInteraction\",\"date\":\"2026-11-20 12:01:48\",\"guid\":null,"
                        + "\"campaign\":\"Ventas<-\",\"agent\":\"bea\",\"duration\":100,"
                        + "\"clientId\":\"ñandú \\\"7\\\"\",\"channel\":\"telephony\"}");
    }

    @ParameterizedTest
    @EnumSource(WebhookType.class)
    void shouldHaveTheFieldsInTheirOrderWithEveryDateStyle(WebhookType type) throws IOException {
        var dates = new EnumMap<>(Map.of(
                DateStyle.CORRECT, "2026-11-20 15:07:09",
                DateStyle.LEGACY_24, "2026-07-20 15:07:09",
                DateStyle.LEGACY_12, "2026-07-20 03:07:09",
                DateStyle.ISO8601, "2026-11-20T15:07:09-03:00"));
        for (var style : DateStyle.values()) {
            var json = new ObjectMapper().readTree(body(event(type, "2026-11-20T15:07:09"), style));

            var names = new ArrayList<String>();
            json.fieldNames().forEachRemaining(names::add);
            assertThat(json.get("date").textValue()).isEqualTo(dates.get(style));
            if (UCONTACT_FIELDS.containsKey(type)) {
                assertThat(String.join(",", names)).isEqualTo(UCONTACT_FIELDS.get(type));
            } else {
                var fields = new ArrayList<>(List.of("event", "date"));
                type.fields().forEach(field -> fields.add(field.name()));
                assertThat(names).isEqualTo(fields);
            }
        }
    }

    @Test
    void shouldMaskWhoCalled() {
        var masking = new Masking(
                Map.of(PersonalData.NUMBER, Treatment.MASK, PersonalData.ADDRESS, Treatment.MASK), Map.of(), "");
        var bodies = new BodyJson(new SettingsBook(ServiceTarget.DEFAULT), masking);
        var call = event(WebhookType.FINISH_INTERACTION, "2026-11-20T12:00:00", "clientId=099123456");
        var mail = event(WebhookType.FINISH_INTERACTION, "2026-11-20T12:00:00", "clientId=ana@example.com");

        assertThat(text(bodies.write(call, DateStyle.CORRECT))).contains("\"clientId\":\"******456\"");
        assertThat(text(bodies.write(mail, DateStyle.CORRECT))).contains("\"clientId\":\"a***@example.com\"");
    }

    private static String body(WebhookEvent event, DateStyle style) {
        var settings = new SettingsBook(ServiceTarget.DEFAULT);
        settings.put(new Setting(
                "ucontact",
                Setting.Kind.AGENT,
                "agentTest",
                List.of(new SettingVersion(
                        Instant.EPOCH, Instant.EPOCH, "test", null, null, null, null, null, "Agente Test", "9999"))));
        return text(new BodyJson(settings, Masking.NONE).write(event, style));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static WebhookEvent event(WebhookType type, String local, String... values) {
        var at = LocalDateTime.parse(local).atZone(ZoneId.of(ZONE)).toInstant();
        var fields = new ArrayList<Value>();
        for (var value : values) {
            int equals = value.indexOf('=');
            fields.add(new Value(value.substring(0, equals), value.substring(equals + 1)));
        }
        return new WebhookEvent("ucontact", type, "id", "key", at, ZONE, at, "", fields);
    }
}
