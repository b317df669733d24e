package pulso.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code pulso.yaml}. Keys may be nested or written with dots; names of sources, queues and agents are as they are. */
final class SettingsFile {
    private static final String SOURCE = "source";
    private static final String SOURCES = "sources";
    private static final String TABLE = "table";
    private static final String DECISIONS = "settings";

    private static final List<String> ALL_KEYS =
            Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList();

    private final Settings settings;
    private final Path file;

    SettingsFile(Settings settings, Path file) {
        this.settings = settings;
        this.file = file;
    }

    void read() {
        try {
            var root = new YAMLMapper().readTree(Files.readString(file));
            if (root.isObject()) {
                readTree(List.of(), root);
            } else if (!root.isMissingNode() && !root.isNull()) {
                throw new ConfigException(file + " holds no settings; a line of it looks like http.port: 8080");
            }
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void readTree(List<String> path, JsonNode node) {
        for (var field : node.properties()) {
            var longer = new ArrayList<>(path);
            if (path.equals(List.of(SOURCES))) {
                longer.add(field.getKey());
            } else {
                longer.addAll(List.of(field.getKey().split("\\.", -1)));
            }
            var value = field.getValue();
            if (isDecisions(longer)) {
                sectionOf(longer).decide(value);
            } else if (longer.equals(List.of(SOURCE, DECISIONS))) {
                throw new ConfigException(
                        "unknown setting 'source.settings' in " + file + "; did you mean 'settings'?");
            } else if (value.isObject() && (!value.isEmpty() || isSection(longer))) {
                readTree(longer, value);
            } else {
                put(longer, text(value));
            }
        }
    }

    /** Whether settings could stand under it. */
    private boolean isSection(List<String> path) {
        boolean isOfSeveral = path.getFirst().equals(SOURCES);
        if (isOfSeveral && path.size() < 3) {
            return path.size() < 2 || settings.source(path.getLast()).isEmpty();
        }
        var start = String.join(".", path) + '.';
        return (isOfSeveral ? Settings.keys(sectionOf(path), true) : ALL_KEYS)
                .stream().anyMatch(key -> key.startsWith(start));
    }

    private static boolean isDecisions(List<String> path) {
        return path.equals(List.of(DECISIONS))
                || (path.size() == 3
                        && path.getFirst().equals(SOURCES)
                        && path.getLast().equals(DECISIONS));
    }

    private Section sectionOf(List<String> path) {
        return path.getFirst().equals(SOURCES) ? settings.source(path.get(1)) : settings.loneSource();
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isNull() ? "" : value.asText();
        }
        var parts = new ArrayList<String>();
        value.forEach(part -> parts.add(part.asText()));
        return String.join(",", parts);
    }

    private void put(List<String> path, String value) {
        boolean isOfOne = path.size() > 1 && path.getFirst().equals(SOURCE);
        boolean isOfSeveral = path.size() > 2 && path.getFirst().equals(SOURCES);
        if (path.getFirst().equals(SOURCES) && !isOfSeveral) {
            throw new ConfigException(String.join(".", path) + " in " + file
                    + " says nothing of a source; write sources: {norte: {url: jdbc:mariadb://host:3306}}");
        }
        if (!isOfOne && !isOfSeveral) {
            putKnown(settings.section(ConfigKey.DATA), false, String.join(".", path), value);
            return;
        }
        var section = sectionOf(path);
        var rest = path.subList(isOfOne ? 1 : 2, path.size());
        if (rest.getFirst().equals(TABLE)) {
            section.putLayout(String.join(".", rest.subList(1, rest.size())), value);
            return;
        }
        putKnown(section, true, String.join(".", path), value);
    }

    private void putKnown(Section section, boolean isSource, String name, String value) {
        for (var key : ConfigKey.values()) {
            if (key.isOfSource() != isSource || isNameOfNamed(section, key)) {
                continue;
            }
            if (section.spelled(key).equals(name)) {
                section.put(key, value);
                return;
            }
            if (key.isSecret() && (section.spelled(key) + Settings.SECRET_FILE).equals(name)) {
                section.put(key, Settings.secret(value));
                return;
            }
        }
        throw unknown(section, isSource, name);
    }

    private static boolean isNameOfNamed(Section section, ConfigKey key) {
        return key == ConfigKey.SOURCE_NAME && section.source() != null;
    }

    private ConfigException unknown(Section section, boolean isSource, String name) {
        var known = new ArrayList<>(Settings.keys(section, isSource));
        if (section.source() != null) {
            known.remove(section.spelled(ConfigKey.SOURCE_NAME));
        } else {
            known.addAll(Settings.keys(settings.loneSource(), !isSource));
            known.add(DECISIONS);
            known.add(SOURCES);
        }
        known.add(section.decisionsKey());
        var hint = section.source() != null && name.equals(section.spelled(ConfigKey.SOURCE_NAME))
                ? "; the source's name is '" + section.source() + "'"
                : "; did you mean '" + Spelling.nearest(name, known) + "'?";
        return new ConfigException("unknown setting '" + name + "' in " + file + hint);
    }
}
