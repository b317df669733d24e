package pulso.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings as text, from the command line over the environment over the file over the defaults. Unknown keys are refused
 * with the nearest right one named. There is one source, or several under {@code sources}, never both.
 */
final class Settings {
    static final String SECRET_FILE = ".file";

    private final Section common = new Section(null);
    private final Section lone = new Section(null);
    private final SortedMap<String, Section> named = new TreeMap<>();

    private Settings() {}

    static Settings load(@Nullable Path file, Map<String, String> environment, Map<ConfigKey, String> commandLine) {
        var settings = new Settings();
        if (file != null) {
            new SettingsFile(settings, file).read();
        }
        new SettingsEnvironment(settings, environment).read();
        if (!settings.named.isEmpty() && !settings.lone.isEmpty()) {
            throw new ConfigException("there are both one source and several: move what stands under 'source' and"
                    + " 'settings' into 'sources." + settings.named.firstKey() + "'");
        }
        commandLine.forEach((key, value) -> {
            if (key.isOfSource()) {
                settings.sources().forEach(source -> source.put(key, value));
            } else {
                settings.common.put(key, value);
            }
        });
        return settings;
    }

    /** The one source, or all of several. */
    Collection<Section> sources() {
        return named.isEmpty() ? List.of(lone) : named.values();
    }

    /** Where the key of the installation, or of the one source, stands. */
    Section section(ConfigKey key) {
        return key.isOfSource() ? lone : common;
    }

    /** The section of one of several sources, new when nothing was said of it yet. */
    Section source(String name) {
        return named.computeIfAbsent(name, Section::new);
    }

    Section loneSource() {
        return lone;
    }

    /** The names of several sources so far. */
    Collection<String> sourceNames() {
        return named.keySet();
    }

    @Nullable
    String text(ConfigKey key) {
        return section(key).text(key);
    }

    String required(ConfigKey key) {
        return section(key).required(key);
    }

    int number(ConfigKey key, int min, int max) {
        return (int) section(key).number(key, min, max);
    }

    /** Every key that a file may hold in one section, as it is spelled there. */
    static List<String> keys(Section section, boolean isSource) {
        var keys = new ArrayList<String>();
        for (var key : ConfigKey.values()) {
            if (key.isOfSource() == isSource) {
                keys.add(section.spelled(key));
                if (key.isSecret()) {
                    keys.add(section.spelled(key) + SECRET_FILE);
                }
            }
        }
        return keys;
    }

    static String secret(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigException("cannot read the secret in " + file + ": " + e.getMessage());
        }
    }
}
