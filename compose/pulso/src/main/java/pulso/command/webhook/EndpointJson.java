package pulso.command.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.command.WebhookSettings;
import pulso.schemas.webhook.DeadLetter;
import pulso.schemas.webhook.Endpoint;
import pulso.webhook.Delivery;
import pulso.webhook.WebhookSink;
import pulso.webhook.WebhookStatus;

/** Endpoints and attempts as the API tells them. Secrets are no part of it. */
final class EndpointJson {
    private EndpointJson() {}

    static Map<String, @Nullable Object> all(WebhookSink sink) {
        var status = sink.status();
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("healthy", status.healthy());
        answer.put("failure", status.failure());
        answer.put("droppedAsOld", status.droppedAsOld());
        answer.put("behind", status.behind());
        answer.put(
                "endpoints",
                sink.endpoints().stream().map(endpoint -> one(endpoint, status)).toList());
        return answer;
    }

    static Map<String, @Nullable Object> one(Endpoint endpoint, WebhookStatus status) {
        var type = endpoint.type();
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("id", endpoint.id());
        answer.put("origin", lower(endpoint.origin()));
        answer.put("source", endpoint.source());
        answer.put("event", type == null ? null : type.eventName());
        answer.put("url", endpoint.url());
        answer.put("description", endpoint.description());
        answer.put("date", WebhookSettings.name(endpoint.dateStyle()));
        answer.put("schedule", lower(endpoint.schedule()));
        answer.put("requestsPerSecond", endpoint.requestsPerSecond());
        answer.put("concurrency", endpoint.concurrency());
        answer.put("activeSince", text(endpoint.activeSince()));
        answer.put("paused", endpoint.paused());
        answer.put("disabledReason", endpoint.disabledReason());
        status.endpoints().stream()
                .filter(one -> one.id().equals(endpoint.id()))
                .findFirst()
                .ifPresent(one -> counts(one, answer));
        return answer;
    }

    private static void counts(WebhookStatus.EndpointStatus status, Map<String, @Nullable Object> answer) {
        answer.put("delivered", status.delivered());
        answer.put("failedAttempts", status.failedAttempts());
        answer.put("retried", status.retried());
        answer.put("dead", status.dead());
        answer.put("parked", status.parked());
        answer.put("behind", status.behind());
        answer.put("breaker", lower(status.breaker()));
        answer.put("holdUntil", text(status.holdUntil()));
    }

    static List<Map<String, @Nullable Object>> deliveries(List<Delivery> deliveries) {
        return deliveries.stream().map(EndpointJson::delivery).toList();
    }

    static Map<String, @Nullable Object> delivery(Delivery delivery) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("at", text(delivery.at()));
        answer.put("id", delivery.event());
        answer.put("event", delivery.type().eventName());
        answer.put("key", delivery.key());
        answer.put("attempt", delivery.attempt());
        answer.put("outcome", lower(delivery.outcome()));
        answer.put("status", delivery.status());
        answer.put("tookMs", delivery.took().toMillis());
        answer.put("next", text(delivery.next()));
        answer.put("body", delivery.body());
        answer.put("answer", delivery.answer());
        return answer;
    }

    static List<Map<String, @Nullable Object>> dead(List<DeadLetter> letters) {
        return letters.stream().map(EndpointJson::dead).toList();
    }

    private static Map<String, @Nullable Object> dead(DeadLetter letter) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("givenUpAt", text(letter.givenUpAt()));
        answer.put("id", letter.event());
        answer.put("event", letter.type().eventName());
        answer.put("key", letter.key());
        answer.put("at", text(letter.at()));
        answer.put("attempts", letter.attempts());
        answer.put("reason", letter.reason());
        answer.put("status", letter.status());
        answer.put("answer", letter.answer());
        return answer;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
