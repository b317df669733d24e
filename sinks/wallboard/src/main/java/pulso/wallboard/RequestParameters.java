package pulso.wallboard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request's query parameters: what is not understood is refused, never ignored. */
record RequestParameters(Fields fields) {
    static RequestParameters of(Request request) {
        try {
            return new RequestParameters(Request.extractQueryParameters(request));
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(
                    400, "bad-query", "the query string cannot be read", "percent-encode names and values as UTF-8");
        }
    }

    /** A name that is part of a path, which Jetty leaves encoded where it must be. */
    static String nameInPath(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(
                    400, "bad-path", "'" + encoded + "' cannot be read", "percent-encode names as UTF-8");
        }
    }

    void allowOnly(Set<String> known) {
        allowOnly(known, Set.of());
    }

    /**
     * @param repeatable those that may be given more than once, which is the same as values separated by commas
     */
    void allowOnly(Set<String> known, Set<String> repeatable) {
        for (var field : fields) {
            var name = field.getName();
            if (!known.contains(name)) {
                throw new RequestRefused(
                        400,
                        "unknown-parameter",
                        "unknown parameter '" + name + "'",
                        known.isEmpty() ? "this address takes no parameters" : Nearest.hint(name, known));
            }
            if (field.hasMultipleValues() && !repeatable.contains(name)) {
                throw RequestRefused.badParameter(
                        name, "given more than once", "several values are separated by commas");
            }
        }
    }

    @Nullable
    String text(String name) {
        var value = fields.getValue(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String name, String otherwise) {
        var value = text(name);
        return value == null ? otherwise : value;
    }

    /** Names separated by commas, in their order; empty when the parameter is not given. */
    List<String> list(String name) {
        var names = new ArrayList<String>();
        for (var value : fields.getValuesOrEmpty(name)) {
            for (var part : value.split(",")) {
                if (!part.isBlank()) {
                    names.add(part.strip());
                }
            }
        }
        return names;
    }

    Set<String> names(String name) {
        return new TreeSet<>(list(name));
    }

    @Nullable
    Integer number(String name, int max) {
        var value = text(name);
        if (value == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the same refusal as a number out of range.
        }
        throw RequestRefused.badParameter(name, "'" + value + "' is no whole number in 0.." + max, "seconds");
    }
}
