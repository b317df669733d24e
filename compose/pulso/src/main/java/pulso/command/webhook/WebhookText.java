package pulso.command.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** The API's answers about webhooks, for a terminal. */
final class WebhookText {
    private WebhookText() {}

    static String endpoints(JsonNode answer) {
        var text = new StringBuilder();
        if (!answer.path("healthy").asBoolean()) {
            text.append("not healthy: ").append(answer.path("failure").asText()).append('\n');
        }
        if (answer.path("endpoints").isEmpty()) {
            text.append("no endpoint is registered\n");
        }
        answer.path("endpoints").forEach(one -> text.append(endpoint(one)));
        if (answer.path("droppedAsOld").asLong() > 0) {
            text.append(answer.path("droppedAsOld").asLong()).append(" events were too old to be told\n");
        }
        return text.toString();
    }

    static String endpoint(JsonNode one) {
        var state = one.path("disabledReason").isTextual()
                ? "disabled: " + one.path("disabledReason").asText()
                : one.path("paused").asBoolean() ? "paused" : "active";
        return "%s  %s  %s%n    %s%n    delivered %d, failed attempts %d, given up %d, waiting %d, behind %d%s%n"
                .formatted(
                        one.path("id").asText(),
                        one.path("event").isTextual() ? one.path("event").asText() : "every event",
                        state,
                        one.path("url").asText(),
                        one.path("delivered").asLong(),
                        one.path("failedAttempts").asLong(),
                        one.path("dead").asLong(),
                        one.path("parked").asLong(),
                        one.path("behind").asLong(),
                        one.path("description").asText().isEmpty()
                                ? ""
                                : "\n    " + one.path("description").asText());
    }

    static String deliveries(JsonNode answer) {
        var text = new StringBuilder();
        answer.forEach(one -> text.append(delivery(one)));
        return text.isEmpty() ? "nothing was tried since the start\n" : text.toString();
    }

    static String delivery(JsonNode one) {
        return "%s  %s  %s  attempt %d: %s%s in %d ms%n    %s%n    %s%n"
                .formatted(
                        one.path("at").asText(),
                        one.path("event").asText(),
                        one.path("id").asText(),
                        one.path("attempt").asInt(),
                        one.path("outcome").asText(),
                        one.path("status").isNumber()
                                ? ", status " + one.path("status").asInt()
                                : "",
                        one.path("tookMs").asLong(),
                        one.path("body").asText(),
                        one.path("answer").asText());
    }

    static String dead(JsonNode answer) {
        var text = new StringBuilder();
        answer.forEach(one -> text.append("%s  %s  %s  after %d attempts: %s%n"
                .formatted(
                        one.path("givenUpAt").asText(),
                        one.path("event").asText(),
                        one.path("id").asText(),
                        one.path("attempts").asInt(),
                        one.path("reason").asText())));
        return text.isEmpty() ? "nothing was given up\n" : text.toString();
    }
}
