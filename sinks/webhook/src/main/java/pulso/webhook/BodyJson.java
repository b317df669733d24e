package pulso.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.PersonalData;
import pulso.schemas.settings.SettingsBook;
import pulso.schemas.webhook.Endpoint.DateStyle;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.webhook.WebhookType;

/**
 * Bodies as uContact writes them: {@code event}, {@code date}, then the event's fields in the order of
 * {@link WebhookType}. A field of which nothing is known is null, never left out.
 */
public final class BodyJson implements BodyWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter CORRECT = pattern("uuuu-MM-dd HH:mm:ss");
    /** The mistake is uContact's own: minutes in the month's place. */
    private static final DateTimeFormatter LEGACY_24 = pattern("uuuu-mm-dd HH:mm:ss");

    private static final DateTimeFormatter LEGACY_12 = pattern("uuuu-mm-dd hh:mm:ss");

    private final SettingsBook settings;
    private final Masking masking;

    /**
     * @param settings where agents' numbers and full names stand
     * @param masking what of a person may be told
     */
    public BodyJson(SettingsBook settings, Masking masking) {
        this.settings = settings;
        this.masking = masking;
    }

    @Override
    public byte[] write(WebhookEvent event, DateStyle dates) {
        var body = JSON.createObjectNode();
        body.put("event", event.type().eventName());
        body.put("date", date(event, dates));
        for (var field : event.type().fields()) {
            put(body, field, told(field.name(), value(event, field.name())));
        }
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static String date(WebhookEvent event, DateStyle style) {
        var local = event.at().atZone(ZoneId.of(event.zone())).truncatedTo(ChronoUnit.SECONDS);
        return switch (style) {
            case CORRECT -> CORRECT.format(local);
            case LEGACY_24 -> LEGACY_24.format(local);
            case LEGACY_12 -> LEGACY_12.format(local);
            case ISO8601 -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
        };
    }

    private @Nullable String value(WebhookEvent event, String field) {
        var said = event.value(field);
        var agent = event.value("agent");
        if (said != null || agent == null) {
            return said;
        }
        return switch (field) {
            case "agentNumber" -> settings.agentNumber(event.source(), agent, event.at());
            case "agentFullName" -> settings.agentName(event.source(), agent, event.at());
            default -> null;
        };
    }

    private @Nullable String told(String field, @Nullable String value) {
        return switch (field) {
            case "callerIdNum", "transferTo" -> masking.tell(PersonalData.NUMBER, value);
            case "clientId" ->
                masking.tell(value != null && value.contains("@") ? PersonalData.ADDRESS : PersonalData.NUMBER, value);
            default -> value;
        };
    }

    private static void put(ObjectNode body, WebhookType.Field field, @Nullable String value) {
        if (value == null) {
            body.putNull(field.name());
            return;
        }
        switch (field.kind()) {
            case TEXT -> body.put(field.name(), value);
            case NUMBER -> body.put(field.name(), new BigDecimal(value));
            case TRUTH -> body.put(field.name(), Boolean.parseBoolean(value));
        }
    }
}
