package pulso.topology.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import pulso.schemas.webhook.WebhookType;

/**
 * Makes the id of an event from what it tells: the same row gives the same id, on whichever machine and however often it
 * is folded.
 */
final class EventId {
    private static final byte[] BETWEEN = {0};

    private EventId() {}

    static String of(WebhookType type, String... parts) {
        var digest = sha256();
        digest.update(type.eventName().getBytes(StandardCharsets.UTF_8));
        for (var part : parts) {
            digest.update(BETWEEN);
            digest.update(part.getBytes(StandardCharsets.UTF_8));
        }
        var hash = ByteBuffer.wrap(digest.digest());
        return named(hash.getLong(), hash.getLong()).toString();
    }

    /** Version 8 of RFC 9562: made from a hash of the maker's own choice. */
    private static UUID named(long high, long low) {
        return new UUID((high & ~0xF000L) | 0x8000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
