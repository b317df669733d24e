package pulso.wallboard;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.SchemaRegistry;

/**
 * A running wallboard: derived topics → memory → HTTP API, event stream and page. Its port is open from the start;
 * until the board is restored, figures are answered with 503.
 */
public final class Wallboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wallboard.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final Board board;
    private final Feed feed;
    private final StreamHub hub;
    private final Health health;
    private final SettingsApi settings;
    private final ExtensionHandler extensions;
    private final Server server;
    private final ServerConnector connector;

    private Wallboard(
            WallboardConfig config,
            SchemaRegistry registry,
            List<HealthSource> others,
            Archives archives,
            InstantSource clock) {
        var wire = new AvroWire(registry);
        board = new Board(wire, config.memory(), new ServiceTarget(config.thresholdSeconds(), config.shortSeconds()));
        feed = new Feed(config, wire, board, clock);
        hub = new StreamHub(board, config, clock);
        health = new Health(board, feed, hub, others);
        health.bind(config, board, feed, hub, clock);
        settings = new SettingsApi(config, registry, board, clock);
        extensions = new ExtensionHandler(settings);
        var series = new SeriesReader(board, config, archives.minutes());
        var passages = new PassageReader(board, config, archives.passages());
        var parts = new ApiHandler.Parts(
                board,
                feed,
                hub,
                health,
                settings,
                series,
                passages,
                new TableApi(config, archives.tables()),
                new TimeTravel(board, config, archives.history()));
        var threads = new QueuedThreadPool();
        threads.setName("wallboard-http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("wallboard-request-"));
        server = new Server(threads);
        server.setStopTimeout(STOP_LIMIT.toMillis());
        connector = new ServerConnector(server, new HttpConnectionFactory(httpSettings()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        server.addConnector(connector);
        server.setHandler(handlers(config, extensions, new ApiHandler(config, parts, registry, clock)));
    }

    /**
     * Opens the port and begins to restore.
     *
     * @param others parts of the same process whose health and metrics are shown on this port
     * @throws WallboardException when the port cannot be opened
     */
    public static Wallboard start(WallboardConfig config, SchemaRegistry registry, List<HealthSource> others) {
        return start(config, registry, others, Archives.NONE, InstantSource.system());
    }

    /**
     * Likewise, with what lies behind the memory.
     *
     * @throws WallboardException when the port cannot be opened
     */
    public static Wallboard start(
            WallboardConfig config, SchemaRegistry registry, List<HealthSource> others, Archives archives) {
        return start(config, registry, others, archives, InstantSource.system());
    }

    /**
     * Likewise, at the time of a clock that is not the machine's.
     *
     * @throws WallboardException when the port cannot be opened
     */
    public static Wallboard start(
            WallboardConfig config,
            SchemaRegistry registry,
            List<HealthSource> others,
            Archives archives,
            InstantSource clock) {
        var wallboard = new Wallboard(config, registry, others, archives, clock);
        try {
            wallboard.feed.start();
            wallboard.hub.start();
            wallboard.server.start();
        } catch (Exception e) {
            wallboard.close();
            throw new WallboardException(
                    "the wallboard cannot listen on " + new InetSocketAddress(config.host(), config.port()), e);
        }
        LOG.info("the board is at http://{}:{}/", config.host(), wallboard.port());
        return wallboard;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Serves what another part of this process has to answer, from now on. */
    public void extend(ApiExtension extension) {
        extensions.add(extension);
    }

    /** Everything that the topics held at the start is on the board. */
    public boolean ready() {
        return board.isWhole();
    }

    /**
     * Shows another generation as soon as all of it is there; until then, and to those who watch, the board goes on.
     * Returns at once.
     */
    public void follow(String generation) {
        feed.follow(generation);
    }

    /** The generation that is on the board. */
    public String generation() {
        return feed.generation();
    }

    @Override
    public void close() {
        hub.close();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
        settings.close();
        feed.close();
        health.close();
    }

    private static HttpConfiguration httpSettings() {
        var settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        return settings;
    }

    private static Handler handlers(WallboardConfig config, ExtensionHandler extensions, ApiHandler api) {
        var page = new ResourceHandler();
        page.setBaseResource(ResourceFactory.root().newClassLoaderResource("web/"));
        page.setDirAllowed(false);
        page.setWelcomeFiles(List.of("index.html"));
        page.setCacheControl("no-cache");
        page.setEtags(true);
        var compression = new CompressionHandler(
                new Handler.Sequence(extensions, api, new PageHeaders(page), new DefaultHandler(false, true)));
        compression.putCompression(new GzipCompression());
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .compressIncludeMimeType("application/json")
                        .compressIncludeMimeType("text/plain")
                        .compressIncludeMimeType("text/html")
                        .compressIncludeMimeType("text/css")
                        .compressIncludeMimeType("text/javascript")
                        .compressIncludeMimeType("text/csv")
                        .compressExcludePath("/api/v1/stream")
                        .build());
        if (config.allowedOrigins().isEmpty()) {
            return compression;
        }
        var crossOrigin = new CrossOriginHandler();
        crossOrigin.setAllowedOriginPatterns(config.allowedOrigins().stream().collect(Collectors.toSet()));
        crossOrigin.setAllowedMethods(Set.of("GET", "HEAD", "OPTIONS"));
        crossOrigin.setAllowedHeaders(Set.of("Last-Event-ID", "Cache-Control"));
        crossOrigin.setHandler(compression);
        return crossOrigin;
    }
}
