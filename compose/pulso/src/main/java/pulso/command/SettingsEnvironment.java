package pulso.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulso.schemas.source.SourceTable;

/**
 * Reads the environment: {@code PULSO_SOURCE_URL}, {@code PULSO_SOURCES_NORTE_URL},
 * {@code PULSO_SOURCE_TABLE_WEBCHAT_LOG_REPO_COLUMNS_CALLID}. Other variables that begin with PULSO_ are the launcher's,
 * or those of a container's platform.
 */
final class SettingsEnvironment {
    private static final String PREFIX = "PULSO_";
    private static final String SOURCE = "PULSO_SOURCE_";
    private static final String SOURCES = "PULSO_SOURCES_";
    private static final String SECRET_FILE = "_FILE";

    private final Settings settings;
    private final Map<String, String> environment;
    /** What may follow {@code PULSO_SOURCE_}. */
    private final List<Variable> ofSource = variablesOfSource();

    /** A variable of one source: what it sets, a key or the place of a table or column. */
    private record Variable(String suffix, @Nullable ConfigKey key, String layout, boolean isFile) {
        void set(Section section, String value) {
            if (key == null) {
                section.putLayout(layout, value);
            } else {
                section.put(key, isFile ? Settings.secret(value) : value);
            }
        }
    }

    SettingsEnvironment(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = new TreeMap<>(environment);
    }

    void read() {
        environment.forEach((name, value) -> {
            if (name.startsWith(SOURCES)) {
                readNamed(name, value);
            } else if (name.startsWith(SOURCE)) {
                readLone(name, value);
            } else if (name.startsWith(PREFIX)) {
                readCommon(name, value);
            }
        });
    }

    private void readLone(String name, String value) {
        for (var variable : ofSource) {
            if (name.equals(SOURCE + variable.suffix())) {
                variable.set(settings.loneSource(), value);
                return;
            }
        }
        throw unknown(
                name,
                ofSource.stream().map(variable -> SOURCE + variable.suffix()).toList());
    }

    private void readNamed(String name, String value) {
        var rest = name.substring(SOURCES.length());
        Variable longest = null;
        for (var variable : ofSource) {
            boolean fits = rest.endsWith('_' + variable.suffix()) && variable.key() != ConfigKey.SOURCE_NAME;
            if (fits
                    && (longest == null
                            || variable.suffix().length() > longest.suffix().length())) {
                longest = variable;
            }
        }
        if (longest == null || rest.length() <= longest.suffix().length() + 1) {
            var prefix = SOURCES + rest.substring(0, Math.max(rest.indexOf('_'), 0)) + '_';
            throw unknown(
                    name,
                    ofSource.stream()
                            .map(variable -> prefix + variable.suffix())
                            .toList());
        }
        var written = rest.substring(0, rest.length() - longest.suffix().length() - 1);
        longest.set(settings.source(sourceName(written)), value);
    }

    /** The source of the file that a variable can only spell in upper case; else a new one in lower case. */
    private String sourceName(String written) {
        for (var known : settings.sourceNames()) {
            if (variable(known).equals(written)) {
                return known;
            }
        }
        return written.toLowerCase(Locale.ROOT);
    }

    private void readCommon(String name, String value) {
        var known = new ArrayList<String>();
        boolean isOurs = false;
        for (var key : ConfigKey.values()) {
            if (key.isOfSource()) {
                continue;
            }
            if (name.equals(key.variable())) {
                settings.section(key).put(key, value);
                return;
            }
            if (key.isSecret() && name.equals(key.variable() + SECRET_FILE)) {
                settings.section(key).put(key, Settings.secret(value));
                return;
            }
            int section = key.key().indexOf('.');
            isOurs |= section > 0 && name.startsWith(key.variable().substring(0, PREFIX.length() + section + 1));
            known.add(key.variable());
        }
        if (isOurs) {
            throw unknown(name, known);
        }
    }

    private static ConfigException unknown(String name, List<String> known) {
        return new ConfigException("unknown setting '" + name + "' in the environment; did you mean '"
                + Spelling.nearest(name, known) + "'?");
    }

    private static List<Variable> variablesOfSource() {
        var variables = new ArrayList<Variable>();
        for (var key : ConfigKey.values()) {
            if (key.isOfSource()) {
                variables.add(new Variable(variable(key.inSection()), key, "", false));
                if (key.isSecret()) {
                    variables.add(new Variable(variable(key.inSection()) + SECRET_FILE, key, "", true));
                }
            }
        }
        for (var table : SourceTable.values()) {
            var name = table.configName() + ".name";
            variables.add(new Variable(variable("table." + name), null, name, false));
            for (var column : table.columns()) {
                var place = table.configName() + ".columns." + column;
                variables.add(new Variable(variable("table." + place), null, place, false));
            }
        }
        return List.copyOf(variables);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
