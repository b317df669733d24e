package pulso.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, {@code --data} and {@code --url}: the running Pulso that a command asks. */
public final class BoardOptions {
    private static final String TOKEN_FILE = "admin-token";

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as for run.")
    private @Nullable Path configFile;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder, which holds the admin token.")
    private @Nullable Path data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Pulso to ask (default: http.host and http.port of the settings).")
    private @Nullable URI url;

    /** Where the API is, and the token that it wants. */
    public record Place(URI url, String token) {}

    /**
     * Reads settings and token.
     *
     * @throws ConfigException when there is no token to read
     */
    public Place place() {
        var file =
                configFile != null || !Files.exists(RunCommand.DEFAULT_CONFIG) ? configFile : RunCommand.DEFAULT_CONFIG;
        var own = new EnumMap<ConfigKey, String>(ConfigKey.class);
        if (data != null) {
            own.put(ConfigKey.DATA, data.toString());
        }
        var config = PulsoConfig.of(Settings.load(file, System.getenv(), own));
        var token = config.data().resolve(TOKEN_FILE);
        try {
            return new Place(
                    url == null ? URI.create("http://" + config.httpHost() + ':' + config.httpPort()) : url,
                    Files.readString(token).strip());
        } catch (IOException e) {
            throw new ConfigException("no admin token in " + token + ": name the data folder of the Pulso that runs"
                    + " with --data, or read it as its user");
        }
    }
}
