package pulso.schemas.topic;

import java.util.Locale;
import pulso.schemas.agent.AgentInterval;
import pulso.schemas.agent.AgentState;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.generation.Generation;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.passage.Passage;
import pulso.schemas.settings.Setting;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.schemas.webhook.EndpointCursor;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.JsonKey;

/** The keys of the derived topics, parts in the order that {@link Topics} states. */
public final class RecordKeys {
    private RecordKeys() {}

    public static JsonKey of(Passage passage) {
        return JsonKey.of(
                passage.source(),
                passage.channel().wireName(),
                passage.interaction(),
                passage.queue(),
                passage.ordinal());
    }

    public static JsonKey of(AgentState state) {
        return JsonKey.of(state.source(), state.agent());
    }

    public static JsonKey of(AgentInterval interval) {
        return JsonKey.of(
                interval.source(),
                interval.agent(),
                interval.from(),
                interval.kind().name(),
                interval.channel() == null ? null : interval.channel().wireName(),
                interval.interaction());
    }

    public static JsonKey of(QueueMinute minute) {
        return JsonKey.of(minute.source(), minute.channel().wireName(), minute.queue(), minute.minute());
    }

    public static JsonKey of(DialerList list) {
        return JsonKey.of(list.source(), list.campaign(), list.name());
    }

    public static JsonKey of(Setting setting) {
        return JsonKey.of(setting.source(), setting.kind().name().toLowerCase(Locale.ROOT), setting.subject());
    }

    public static JsonKey of(Generation generation) {
        return JsonKey.of(generation.name());
    }

    public static JsonKey of(WebhookEvent event) {
        return JsonKey.of(event.source(), event.key());
    }

    public static JsonKey of(Endpoint endpoint) {
        return JsonKey.of(endpoint.id());
    }

    public static JsonKey of(EndpointCursor cursor) {
        return JsonKey.of(cursor.endpoint());
    }

    public static JsonKey of(DeadLetter letter) {
        return JsonKey.of(letter.endpoint(), letter.event());
    }

    public static JsonKey of(AgentMinute minute) {
        return JsonKey.of(minute.source(), minute.agent(), minute.queue(), minute.minute());
    }
}
