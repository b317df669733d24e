package pulso.wallboard;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import pulso.schemas.wire.JsonKey;

/** The place where a page ended, as text that a client hands back unread. */
final class PassageCursor {
    private static final int PARTS = 6;

    private PassageCursor() {}

    static String of(PassageArchive.Place place) {
        var key = JsonKey.of(
                place.enter(), place.source(), place.channel(), place.interaction(), place.queue(), place.ordinal());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.bytes());
    }

    static PassageArchive.@Nullable Place read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var key = JsonKey.parse(Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
            if (key.parts().size() == PARTS) {
                return new PassageArchive.Place(
                        Instant.ofEpochMilli(Long.parseLong(part(key, 0))),
                        part(key, 1),
                        part(key, 2),
                        part(key, 3),
                        part(key, 4),
                        Integer.parseInt(part(key, 5)));
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same refusal as a cursor of another number of parts.
        }
        throw RequestRefused.badParameter(
                "cursor", "it is none of this board's", "hand back 'next' of the page before");
    }

    private static String part(JsonKey key, int index) {
        var part = key.text(index);
        if (part == null) {
            throw new IllegalArgumentException("no part " + index);
        }
        return part;
    }
}
