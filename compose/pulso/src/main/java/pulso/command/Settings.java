package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings as text, from the command line over the environment over the file over the defaults. Unknown keys are refused
 * with the nearest right one named.
 */
final class Settings {
    private static final String FILE_SUFFIX = ".file";
    private static final String VARIABLE_FILE_SUFFIX = "_FILE";
    private static final int PREFIX_LENGTH = "PULSO_".length();

    private final Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);

    private Settings() {}

    static Settings load(@Nullable Path file, Map<String, String> environment, Map<ConfigKey, String> commandLine) {
        var settings = new Settings();
        if (file != null) {
            settings.readFile(file);
        }
        settings.readEnvironment(environment);
        settings.values.putAll(commandLine);
        return settings;
    }

    @Nullable
    String text(ConfigKey key) {
        var value = values.getOrDefault(key, key.fallback() == null ? "" : key.fallback());
        return value.isBlank() ? null : value.strip();
    }

    String required(ConfigKey key) {
        var value = text(key);
        return value == null ? "" : value;
    }

    int number(ConfigKey key, int min, int max) {
        var value = required(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            throw new ConfigException(key.key() + " must be a whole number, is '" + value + "'");
        }
        throw new ConfigException(key.key() + " must lie in " + min + ".." + max + ", is " + value);
    }

    private void readFile(Path file) {
        try {
            var root = new YAMLMapper().readTree(Files.readString(file));
            if (root.isObject()) {
                readTree("", root, file);
            } else if (!root.isMissingNode() && !root.isNull()) {
                throw new ConfigException(file + " holds no settings; a line of it looks like http.port: 8080");
            }
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void readTree(String prefix, JsonNode node, Path file) {
        for (var field : node.properties()) {
            var key = prefix.isEmpty() ? field.getKey() : prefix + '.' + field.getKey();
            var value = field.getValue();
            if (value.isObject()) {
                readTree(key, value, file);
            } else {
                put(key, text(value), file.toString());
            }
        }
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isNull() ? "" : value.asText();
        }
        var parts = new ArrayList<String>();
        value.forEach(part -> parts.add(part.asText()));
        return String.join(",", parts);
    }

    private void readEnvironment(Map<String, String> environment) {
        refuseUnknown(environment);
        for (var key : ConfigKey.values()) {
            var value = environment.get(key.variable());
            if (value != null) {
                values.put(key, value);
            }
            var fromFile = environment.get(key.variable() + VARIABLE_FILE_SUFFIX);
            if (key.isSecret() && fromFile != null) {
                values.put(key, secret(fromFile));
            }
        }
    }

    /** Only variables of our sections: others that begin with PULSO_ are the launcher's, or those of a container's platform. */
    private static void refuseUnknown(Map<String, String> environment) {
        for (var name : environment.keySet()) {
            boolean isOurs = false;
            boolean isKnown = false;
            for (var key : ConfigKey.values()) {
                int section = key.key().indexOf('.');
                isOurs |= section > 0 && name.startsWith(key.variable().substring(0, PREFIX_LENGTH + section + 1));
                isKnown |= name.equals(key.variable())
                        || (key.isSecret() && name.equals(key.variable() + VARIABLE_FILE_SUFFIX));
            }
            if (isOurs && !isKnown) {
                var nearest = nearest(name, ConfigKey::variable).variable();
                throw new ConfigException(
                        "unknown setting '" + name + "' in the environment; did you mean '" + nearest + "'?");
            }
        }
    }

    private void put(String name, String value, String place) {
        for (var key : ConfigKey.values()) {
            if (key.key().equals(name)) {
                values.put(key, value);
                return;
            }
            if (key.isSecret() && (key.key() + FILE_SUFFIX).equals(name)) {
                values.put(key, secret(value));
                return;
            }
        }
        var nearest = nearest(name, ConfigKey::key).key();
        throw new ConfigException("unknown setting '" + name + "' in " + place + "; did you mean '" + nearest + "'?");
    }

    private static String secret(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigException("cannot read the secret in " + file + ": " + e.getMessage());
        }
    }

    private static ConfigKey nearest(String name, Function<ConfigKey, String> spelling) {
        var best = ConfigKey.DATA;
        for (var key : ConfigKey.values()) {
            if (distance(name, spelling.apply(key)) < distance(name, spelling.apply(best))) {
                best = key;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements that lead from one text to the other. */
    private static int distance(String from, String to) {
        var row = new ArrayList<Integer>();
        for (int i = 0; i <= to.length(); i++) {
            row.add(i);
        }
        for (int i = 1; i <= from.length(); i++) {
            var next = new ArrayList<>(List.of(i));
            for (int j = 1; j <= to.length(); j++) {
                int replaced = row.get(j - 1) + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                next.add(Math.min(replaced, 1 + Math.min(row.get(j), next.get(j - 1))));
            }
            row = next;
        }
        return row.getLast();
    }
}
