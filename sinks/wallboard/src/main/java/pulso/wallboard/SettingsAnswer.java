package pulso.wallboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.schemas.settings.OpeningHours;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/** How settings are told: each subject with what holds now and its whole history, in the words of the request's body. */
record SettingsAnswer(Clocks clocks, Instant asOf) {
    Map<String, Object> all(List<Setting> settings) {
        var body = new LinkedHashMap<String, Object>();
        body.put("queues", of(settings, Setting.Kind.QUEUE));
        body.put("agents", of(settings, Setting.Kind.AGENT));
        body.put("sources", of(settings, Setting.Kind.SOURCE));
        return body;
    }

    Map<String, @Nullable Object> one(Setting setting) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("source", setting.source());
        switch (setting.kind()) {
            case QUEUE -> told.put("queue", setting.subject());
            case AGENT -> told.put("agent", setting.subject());
            case SOURCE -> {}
        }
        var inForce = setting.at(asOf);
        told.put("inForce", inForce == null ? null : version(setting, inForce));
        told.put(
                "versions",
                setting.versions().stream()
                        .map(version -> version(setting, version))
                        .toList());
        return told;
    }

    private List<Map<String, @Nullable Object>> of(List<Setting> settings, Setting.Kind kind) {
        return settings.stream()
                .filter(setting -> setting.kind() == kind)
                .sorted(Comparator.comparing(Setting::source).thenComparing(Setting::subject))
                .map(this::one)
                .toList();
    }

    private Map<String, @Nullable Object> version(Setting setting, SettingVersion version) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("validFrom", clocks.time(setting.source(), version.validFrom()));
        told.put("changedAt", clocks.time(setting.source(), version.changedAt()));
        told.put("changedBy", version.changedBy());
        switch (setting.kind()) {
            case QUEUE -> {
                told.put("threshold", version.thresholdSeconds());
                told.put("short", version.shortSeconds());
                told.put("group", version.group());
                var opening = version.opening();
                told.put("opening", opening == null || opening.spans().isEmpty() ? null : days(opening));
                told.put("holidays", opening == null ? null : opening.holidays());
            }
            case AGENT -> {
                told.put("name", version.name());
                told.put("number", version.number());
            }
            case SOURCE -> told.put("zone", version.zone());
        }
        return told;
    }

    private static Map<String, List<String>> days(OpeningHours opening) {
        var days = new LinkedHashMap<String, List<String>>();
        for (var day : SettingsBody.DAYS) {
            for (var span : opening.spans()) {
                if (SettingsBody.DAYS.get(span.day().getValue() - 1).equals(day)) {
                    days.computeIfAbsent(day, _ -> new ArrayList<>())
                            .add(clock(span.fromMinute()) + "-" + clock(span.toMinute()));
                }
            }
        }
        return days;
    }

    static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
