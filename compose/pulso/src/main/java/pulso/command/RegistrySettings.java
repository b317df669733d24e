package pulso.command;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.HttpSchemaRegistry;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.schemas.wire.SchemaRegistry;

/** Where schemas stand: in Kafka itself, or with a registry that somebody runs. */
public final class RegistrySettings {
    private RegistrySettings() {}

    static HttpSchemaRegistry.@Nullable Place read(Settings settings) {
        var text = settings.text(ConfigKey.REGISTRY_URL);
        if (text == null) {
            return null;
        }
        var password = settings.text(ConfigKey.REGISTRY_PASSWORD);
        return new HttpSchemaRegistry.Place(url(text), settings.text(ConfigKey.REGISTRY_USER), password, null);
    }

    private static URI url(String text) {
        try {
            var url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below like any other text that is no address.
        }
        throw new ConfigException("registry.url '" + text + "' should look like http://10.0.0.8:8081");
    }

    /** To be closed by whoever asks. */
    public static SchemaRegistry open(HttpSchemaRegistry.@Nullable Place place, String bootstrapServers) {
        return place == null ? new KafkaSchemaRegistry(bootstrapServers) : HttpSchemaRegistry.open(place);
    }
}
