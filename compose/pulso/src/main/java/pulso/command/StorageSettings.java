package pulso.command;

import org.jspecify.annotations.Nullable;
import pulso.clickhouse.Dispositions;
import pulso.clickhouse.Retention;
import pulso.clickhouse.Storage;
import pulso.schemas.privacy.Masking;

/** Reads how ClickHouse keeps and shows what it is given. */
final class StorageSettings {
    private StorageSettings() {}

    static Storage read(Settings settings, Masking masking) {
        try {
            var retention = new Retention(
                    days(settings, ConfigKey.CLICKHOUSE_TTL_RAW),
                    days(settings, ConfigKey.CLICKHOUSE_TTL_PASSAGES),
                    days(settings, ConfigKey.CLICKHOUSE_TTL_MINUTES),
                    days(settings, ConfigKey.CLICKHOUSE_TTL_PERSONAL));
            var dispositions = new Dispositions(
                    settings.required(ConfigKey.DISPOSITION_COLUMN),
                    settings.required(ConfigKey.DISPOSITION_SEPARATOR));
            return new Storage(settings.text(ConfigKey.CLICKHOUSE_CLUSTER), retention, dispositions, masking);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Integer days(Settings settings, ConfigKey key) {
        var text = settings.text(key);
        return text == null || text.isBlank() ? null : (Integer) settings.number(key, 1, 36_500);
    }
}
