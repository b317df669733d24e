package pulso.command;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pulso.schemas.privacy.Masking;
import pulso.schemas.privacy.Masking.Treatment;
import pulso.schemas.privacy.PersonalData;

/** Reads what of personal data may leave Pulso, and in which form. */
final class PrivacySettings {
    private PrivacySettings() {}

    static Masking read(Settings settings) {
        var byKind = new EnumMap<PersonalData, Treatment>(PersonalData.class);
        for (var kind : PersonalData.values()) {
            var key = key(kind);
            byKind.put(kind, treatment(key.key(), settings.required(key)));
        }
        var byColumn = columns(PulsoConfig.list(settings.text(ConfigKey.PRIVACY_COLUMNS)));
        try {
            return new Masking(byKind, byColumn, settings.required(ConfigKey.PRIVACY_KEY));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage() + ": set privacy.key, or privacy.key.file");
        }
    }

    private static ConfigKey key(PersonalData kind) {
        return switch (kind) {
            case NUMBER -> ConfigKey.PRIVACY_CALLER;
            case NAME -> ConfigKey.PRIVACY_NAME;
            case ADDRESS -> ConfigKey.PRIVACY_ADDRESS;
            case TEXT -> ConfigKey.PRIVACY_TEXT;
        };
    }

    private static Map<String, Treatment> columns(Iterable<String> said) {
        var byColumn = new HashMap<String, Treatment>();
        for (var one : said) {
            var parts = one.split("=", -1);
            if (parts.length != 2 || !parts[0].strip().matches("[a-z0-9_]+\\.[a-z0-9_.]+")) {
                throw new ConfigException("privacy.columns: '" + one
                        + "' should look like cdr.note=mask, table and column in lower case");
            }
            byColumn.put(parts[0].strip(), treatment("privacy.columns", parts[1].strip()));
        }
        return byColumn;
    }

    private static Treatment treatment(String key, String value) {
        for (var treatment : Treatment.values()) {
            if (treatment.wireName().equals(value.toLowerCase(Locale.ROOT))) {
                return treatment;
            }
        }
        throw new ConfigException(key + ": '" + value + "' should be one of "
                + Arrays.stream(Treatment.values()).map(Treatment::wireName).collect(Collectors.joining(", ")));
    }
}
