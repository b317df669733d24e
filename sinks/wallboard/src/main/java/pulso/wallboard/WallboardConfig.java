package pulso.wallboard;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pulso.schemas.privacy.Masking;

/**
 * What a wallboard needs to know.
 *
 * @param port 0 for a free one
 * @param sources the contact centres to show, each with the zone whose midnight begins its day
 * @param thresholdSeconds the T of service level where a request names none
 * @param shortSeconds abandons that waited less than this are short, where a request names none
 * @param staleAfter lag from which figures are called stale
 * @param memory how far back minutes are held
 * @param allowedOrigins other web origins that may read, as regular expressions; {@code .*} for all
 * @param maxStreams clients of the event stream at one time
 * @param dataFolder where the admin token is kept
 * @param masking in which form callers are told
 * @param queryToken lets its bearer ask ClickHouse in SQL, and nothing else; empty: only the admin token does
 */
public record WallboardConfig(
        String host,
        int port,
        String bootstrapServers,
        String generation,
        Map<String, ZoneId> sources,
        int thresholdSeconds,
        int shortSeconds,
        Duration staleAfter,
        Duration memory,
        Set<String> allowedOrigins,
        int maxStreams,
        Path dataFolder,
        Masking masking,
        String queryToken) {
    private static final int MAX_PORT = 65_535;

    public WallboardConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("http port must lie in 0.." + MAX_PORT + ", is " + port);
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a wallboard needs at least one source");
        }
        if (thresholdSeconds < 0 || shortSeconds < 0) {
            throw new IllegalArgumentException("thresholds of service level must not be negative");
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("at least one stream must be allowed, is " + maxStreams);
        }
        sources = new TreeMap<>(sources);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** On loopback and a free port, with the product's defaults. */
    public static WallboardConfig of(
            String bootstrapServers, String generation, Map<String, ZoneId> sources, Path dataFolder) {
        return new WallboardConfig(
                "127.0.0.1",
                0,
                bootstrapServers,
                generation,
                sources,
                20,
                5,
                Duration.ofSeconds(10),
                Duration.ofDays(17),
                Set.of(),
                1_000,
                dataFolder,
                Masking.NONE,
                "");
    }

    public WallboardConfig withAddress(String newHost, int newPort) {
        return new WallboardConfig(
                newHost,
                newPort,
                bootstrapServers,
                generation,
                sources,
                thresholdSeconds,
                shortSeconds,
                staleAfter,
                memory,
                allowedOrigins,
                maxStreams,
                dataFolder,
                masking,
                queryToken);
    }

    public WallboardConfig withServiceLevel(int newThresholdSeconds, int newShortSeconds) {
        return new WallboardConfig(
                host,
                port,
                bootstrapServers,
                generation,
                sources,
                newThresholdSeconds,
                newShortSeconds,
                staleAfter,
                memory,
                allowedOrigins,
                maxStreams,
                dataFolder,
                masking,
                queryToken);
    }

    public WallboardConfig withReaders(Set<String> newAllowedOrigins, int newMaxStreams) {
        return new WallboardConfig(
                host,
                port,
                bootstrapServers,
                generation,
                sources,
                thresholdSeconds,
                shortSeconds,
                staleAfter,
                memory,
                newAllowedOrigins,
                newMaxStreams,
                dataFolder,
                masking,
                queryToken);
    }

    private WallboardConfig with(Masking newMasking, String newQueryToken) {
        return new WallboardConfig(
                host,
                port,
                bootstrapServers,
                generation,
                sources,
                thresholdSeconds,
                shortSeconds,
                staleAfter,
                memory,
                allowedOrigins,
                maxStreams,
                dataFolder,
                newMasking,
                newQueryToken);
    }

    public WallboardConfig withMasking(Masking newMasking) {
        return with(newMasking, queryToken);
    }

    public WallboardConfig withQueryToken(String newQueryToken) {
        return with(masking, newQueryToken);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "WallboardConfig[%s:%d, bootstrapServers=%s, generation=%s, sources=%s]"
                .formatted(host, port, bootstrapServers, generation, sources);
    }

    ZoneId zone(String source) {
        var zone = sources.get(source);
        if (zone == null) {
            throw new IllegalArgumentException("no source " + source + ", known are " + sources.keySet());
        }
        return zone;
    }
}
