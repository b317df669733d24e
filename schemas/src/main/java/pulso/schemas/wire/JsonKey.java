package pulso.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic's key: a compact JSON array in UTF-8, for example {@code ["ucontact","telephony","Ventas<-",1763719200000]}.
 * Instants are milliseconds since 1970.
 */
public record JsonKey(List<@Nullable Object> parts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static JsonKey of(@Nullable Object... parts) {
        var copy = new ArrayList<@Nullable Object>(parts.length);
        for (var part : parts) {
            copy.add(part instanceof Instant instant ? (Object) instant.toEpochMilli() : part);
        }
        return new JsonKey(copy);
    }

    public static JsonKey parse(byte[] bytes) {
        try {
            var parts = new ArrayList<@Nullable Object>();
            for (JsonNode node : JSON.readTree(bytes)) {
                if (node.isNull()) {
                    parts.add(null);
                } else if (node.isIntegralNumber()) {
                    parts.add(node.longValue());
                } else {
                    parts.add(node.asText());
                }
            }
            return new JsonKey(parts);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON array: " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    public byte[] bytes() {
        var plain = plain();
        return plain == null ? escaped() : plain.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As it stands where nothing has to be escaped; null where something has. */
    private @Nullable StringBuilder plain() {
        var text = new StringBuilder(96).append('[');
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            switch (parts.get(i)) {
                case null -> text.append("null");
                case Long number -> text.append(number.longValue());
                case Integer number -> text.append(number.intValue());
                case String part
                when isPlain(part) -> text.append('"').append(part).append('"');
                case Object _ -> {
                    return null;
                }
            }
        }
        return text.append(']');
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private byte[] escaped() {
        try {
            return JSON.writeValueAsBytes(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public @Nullable String text(int index) {
        var part = parts.get(index);
        return part == null ? null : part.toString();
    }
}
