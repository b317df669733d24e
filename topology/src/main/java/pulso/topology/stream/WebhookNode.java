package pulso.topology.stream;

import java.time.ZoneId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import pulso.schemas.topic.RecordKeys;
import pulso.schemas.webhook.WebhookEvent;
import pulso.schemas.wire.JsonKey;
import pulso.topology.intake.Fact;
import pulso.topology.passage.InteractionChange;
import pulso.topology.webhook.WebhookRules;
import pulso.topology.webhook.WebhookStage;
import pulso.topology.webhook.WebhookState;

/** Facts and changes of interactions to the events that are told to other systems. */
final class WebhookNode implements Processor<JsonKey, Object, JsonKey, WebhookEvent> {
    private final String source;
    private final ZoneId zone;
    private final WebhookRules rules;
    private final Telling telling;
    private @Nullable ProcessorContext<JsonKey, WebhookEvent> context;
    private @Nullable WebhookStage stage;
    private long timestamp;

    WebhookNode(CentreTopology.Config config, Telling telling) {
        this.telling = telling;
        this.source = config.source();
        this.zone = config.zone();
        this.rules = config.webhooks();
    }

    @Override
    public void init(ProcessorContext<JsonKey, WebhookEvent> newContext) {
        context = newContext;
        var state = new WebhookState(
                ObjectStore.of(newContext, Stores.WEBHOOK_FILES),
                ObjectStore.of(newContext, Stores.WEBHOOK_DUE),
                ObjectStore.of(newContext, Stores.WEBHOOK_ROWS),
                ObjectStore.of(newContext, Stores.WEBHOOK_BREAKS),
                ObjectStore.of(newContext, Stores.WEBHOOK_WAITING),
                ObjectStore.of(newContext, Stores.WEBHOOK_JUDGED),
                ObjectStore.of(newContext, Stores.WEBHOOK_ALERTS));
        stage = new WebhookStage(source, zone, rules, state, this::forward);
    }

    @Override
    public void process(Record<JsonKey, Object> record) {
        if (stage == null) {
            throw new IllegalStateException("not initialised");
        }
        timestamp = record.timestamp();
        if (record.value() instanceof InteractionChange change) {
            stage.apply(change);
        } else if (record.value() instanceof Fact fact) {
            stage.take(fact);
        }
    }

    private void forward(WebhookEvent event) {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        if (telling.isOf(timestamp)) {
            context.forward(new Record<>(RecordKeys.of(event), event, timestamp));
        }
    }
}
