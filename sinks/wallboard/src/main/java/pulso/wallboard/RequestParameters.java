package pulso.wallboard;

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

    void allowOnly(Set<String> known) {
        for (var field : fields) {
            if (!known.contains(field.getName())) {
                throw new RequestRefused(
                        400,
                        "unknown-parameter",
                        "unknown parameter '" + field.getName() + "'",
                        known.isEmpty()
                                ? "this address takes no parameters"
                                : "known parameters: " + String.join(", ", known));
            }
            if (field.hasMultipleValues()) {
                throw RequestRefused.badParameter(
                        field.getName(), "given more than once", "several values are separated by commas");
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

    /** Names separated by commas; empty when the parameter is not given. */
    Set<String> names(String name) {
        var names = new TreeSet<String>();
        for (var part : text(name, "").split(",")) {
            if (!part.isBlank()) {
                names.add(part.strip());
            }
        }
        return names;
    }

    int number(String name, int otherwise, int max) {
        var value = text(name);
        if (value == null) {
            return otherwise;
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
