package pulso.command.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pulso.command.PulsoConfig;
import pulso.command.SourceConfig;
import pulso.schemas.source.SourceTable;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;
import pulso.wallboard.ApiExtension;
import pulso.webhook.BodyJson;
import pulso.webhook.WebhookConfig;
import pulso.webhook.WebhookSink;
import pulso.webhook.WebhookStatus;

/** The webhook role: tells events to the endpoints that rows of {@code webhooks} and people have registered. */
public final class WebhookRole implements AutoCloseable {
    private static final String FOLDER = "webhook";

    private final SettingsFollower settings;
    private final WebhookSink sink;
    private final Set<String> sources;
    private final List<TableRegistration> tables = new ArrayList<>();

    private WebhookRole(PulsoConfig config, String bootstrapServers, SchemaRegistry registry) {
        var wire = new AvroWire(registry);
        var webhooks = config.webhooks();
        sources = config.sources().stream().map(SourceConfig::name).collect(Collectors.toSet());
        settings = new SettingsFollower(bootstrapServers, wire);
        sink = WebhookSink.start(
                WebhookConfig.of(bootstrapServers, config.data().resolve(FOLDER))
                        .withAllowed(webhooks.allow())
                        .withMaxAge(webhooks.maxAge()),
                registry,
                new BodyJson(settings.book(), config.masking()));
        for (var source : config.sources()) {
            if (source.documented().contains(SourceTable.WEBHOOKS)) {
                tables.add(new TableRegistration(source, webhooks, bootstrapServers, wire, sink));
            }
        }
    }

    /** Returns at once. */
    public static WebhookRole start(PulsoConfig config, String bootstrapServers, SchemaRegistry registry) {
        return new WebhookRole(config, bootstrapServers, registry);
    }

    /** What people ask of it over HTTP. */
    public ApiExtension api() {
        return new WebhookApi(sink, sources);
    }

    public WebhookStatus status() {
        return sink.status();
    }

    /** Why rows of the table are not followed; null while all are. */
    public @Nullable String trouble() {
        for (var table : tables) {
            if (table.trouble() != null) {
                return table.trouble();
            }
        }
        return null;
    }

    @Override
    public void close() {
        tables.forEach(TableRegistration::close);
        sink.close();
        settings.close();
    }
}
