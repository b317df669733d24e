package pulso.wallboard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.wire.SchemaRegistry;

/**
 * What is decided about queues, agents and sources, read by all and changed by who has the admin token. A change is
 * answered when it was read back and holds on the board.
 */
final class SettingsApi implements AutoCloseable {
    static final String ROOT = "/api/v1/settings";
    static final int MAX_BODY_BYTES = 65_536;
    private static final Duration READ_BACK_LIMIT = Duration.ofSeconds(10);
    private static final Set<String> PARAMETERS = Set.of("source");
    private static final String PLACES = ROOT + "/queues[/{queue}], /agents/{agent}, /source";

    private final WallboardConfig config;
    private final SchemaRegistry registry;
    private final Board board;
    private final InstantSource clock;
    private final Clocks clocks;
    private final AdminToken token;
    private @Nullable SettingsWriter writer;

    /** One thing that is decided about. */
    private record Subject(Setting.Kind kind, String name) {}

    SettingsApi(WallboardConfig config, SchemaRegistry registry, Board board, InstantSource clock) {
        this.config = config;
        this.registry = registry;
        this.board = board;
        this.clock = clock;
        this.clocks = new Clocks(config, board);
        this.token = AdminToken.in(config.dataFolder());
    }

    /** Lets nobody change anything without the token: {@code Authorization: Bearer TOKEN}. */
    void requireToken(@Nullable String authorization) {
        var scheme = "Bearer ";
        if (authorization == null
                || !authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                || !token.matches(authorization.substring(scheme.length()).strip())) {
            throw new RequestRefused(
                    401,
                    "token-needed",
                    "changes need the admin token",
                    "send 'Authorization: Bearer TOKEN'; the token is in the file " + AdminToken.FILE
                            + " of the data folder");
        }
    }

    /** Everything that is decided, with its history. */
    Map<String, Object> read(RequestParameters given) {
        given.allowOnly(PARAMETERS);
        var source = given.text("source");
        if (source != null) {
            requireKnown(source);
        }
        var settings = board.settings().all().stream()
                .filter(setting -> source == null || setting.source().equals(source))
                .toList();
        return new SettingsAnswer(clocks, clock.instant()).all(settings);
    }

    /** From the moment that the body names, what it says holds. */
    Map<String, @Nullable Object> put(String path, RequestParameters given, byte[] body) {
        var subject = subject(path);
        var source = source(given);
        var now = clock.instant();
        return change(source, subject, SettingsBody.version(subject.kind(), body, clocks.zone(source, now), now));
    }

    /** From now on nothing is said: defaults hold. What was said before stays in the history. */
    Map<String, @Nullable Object> delete(String path, RequestParameters given) {
        var subject = subject(path);
        var source = source(given);
        if (board.settings().find(source, subject.kind(), subject.name()) == null) {
            throw new RequestRefused(
                    404, "unknown-setting", "nothing was ever said about " + path, "GET " + ROOT + " lists all");
        }
        var now = clock.instant();
        return change(
                source,
                subject,
                SettingVersion.empty(now.truncatedTo(ChronoUnit.MINUTES), now.truncatedTo(ChronoUnit.MILLIS), "api"));
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
        }
    }

    /** One at a time: each change builds on the history that the one before was read back with. */
    private synchronized Map<String, @Nullable Object> change(String source, Subject subject, SettingVersion version) {
        var before = known(source, subject);
        var after = before.with(version);
        if (!after.equals(before)) {
            writer().write(after);
            awaitReadBack(after);
        }
        return new SettingsAnswer(clocks, clock.instant()).one(after);
    }

    private Setting known(String source, Subject subject) {
        synchronized (board) {
            if (!board.isWhole()) {
                // Its history may not be read yet: a change now would lose it.
                throw new RequestRefused(503, "restoring", "the board is being restored", "try again in a moment");
            }
            var known = board.settings().find(source, subject.kind(), subject.name());
            return known == null ? Setting.of(source, subject.kind(), subject.name()) : known;
        }
    }

    private SettingsWriter writer() {
        var open = writer;
        if (open == null) {
            open = new SettingsWriter(config.bootstrapServers(), registry);
            writer = open;
        }
        return open;
    }

    private void awaitReadBack(Setting written) {
        var deadline = Instant.now().plus(READ_BACK_LIMIT);
        try {
            long seen = board.version();
            while (!written.equals(board.settings().find(written.source(), written.kind(), written.subject()))) {
                if (Instant.now().isAfter(deadline)) {
                    throw new RequestRefused(
                            503,
                            "not-read-back",
                            "the setting is written, but the board has not read it yet",
                            "GET " + ROOT + " tells when it holds");
                }
                board.awaitNewerThan(seen, Duration.ofMillis(200));
                seen = board.version();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WallboardException("interrupted while a setting was read back", e);
        }
    }

    private String source(RequestParameters given) {
        given.allowOnly(PARAMETERS);
        var source = given.text("source");
        if (source != null) {
            requireKnown(source);
            return source;
        }
        if (config.sources().size() > 1) {
            throw RequestRefused.badParameter(
                    "source",
                    "there are several sources",
                    "name one of: " + String.join(", ", config.sources().keySet()));
        }
        return config.sources().keySet().iterator().next();
    }

    private void requireKnown(String source) {
        if (!config.sources().containsKey(source)) {
            throw RequestRefused.badParameter(
                    "source",
                    "no source '" + source + "'",
                    Nearest.hint(source, config.sources().keySet()));
        }
    }

    private static Subject subject(String path) {
        var rest = RequestParameters.nameInPath(path.substring(ROOT.length()));
        if (rest.equals("/queues") || rest.equals("/queues/")) {
            return new Subject(Setting.Kind.QUEUE, "");
        }
        if (rest.startsWith("/queues/")) {
            return new Subject(Setting.Kind.QUEUE, rest.substring("/queues/".length()));
        }
        if (rest.startsWith("/agents/") && rest.length() > "/agents/".length()) {
            return new Subject(Setting.Kind.AGENT, rest.substring("/agents/".length()));
        }
        if (rest.equals("/source")) {
            return new Subject(Setting.Kind.SOURCE, "");
        }
        throw new RequestRefused(404, "not-found", "no setting lives at " + path, "settings live at " + PLACES);
    }
}
