package pulso.webhook;

import java.time.Instant;
import java.util.function.BiConsumer;
import pulso.schemas.webhook.Endpoint;

/** What all lanes share. */
record Works(
        WebhookConfig config,
        Surroundings surroundings,
        Alarms alarms,
        Courier courier,
        KeptEvents events,
        CatchUp catchUp,
        BiConsumer<Endpoint, String> disabling) {

    Instant now() {
        return surroundings.clock().instant();
    }

    double dice() {
        return surroundings.dice().getAsDouble();
    }

    void start(Runnable task) {
        var unusedAsItEndsByItself = Thread.ofVirtual().name("webhook").start(task);
    }

    /** Has the endpoint disabled for good; returns at once. */
    void disable(Endpoint endpoint, String reason) {
        start(() -> disabling.accept(endpoint, reason));
    }
}
