package pulso.schemas.settings;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.ServiceTarget;

/**
 * All settings, as a reader of {@code pulso.settings} knows them. What a queue does not say holds by the default of its
 * source's queues, then by the fallback given. Safe for use by several threads.
 */
public final class SettingsBook {
    private final ServiceTarget fallback;
    private final Map<Key, Setting> settings = new ConcurrentHashMap<>();

    private record Key(String source, Setting.Kind kind, String subject) {}

    /** A target and the moment from which it holds. */
    public record TargetFrom(Instant from, ServiceTarget target) {}

    /**
     * @param fallback the target of queues about which nothing was decided
     */
    public SettingsBook(ServiceTarget fallback) {
        this.fallback = fallback;
    }

    public void put(Setting setting) {
        settings.put(new Key(setting.source(), setting.kind(), setting.subject()), setting);
    }

    public void remove(String source, Setting.Kind kind, String subject) {
        settings.remove(new Key(source, kind, subject));
    }

    public List<Setting> all() {
        return List.copyOf(settings.values());
    }

    public @Nullable Setting find(String source, Setting.Kind kind, String subject) {
        return settings.get(new Key(source, kind, subject));
    }

    /** What the queue was judged by at a moment. */
    public ServiceTarget target(String source, String queue, Instant at) {
        var threshold = queueSlot(source, queue, at, SettingVersion::thresholdSeconds);
        var shortSeconds = queueSlot(source, queue, at, SettingVersion::shortSeconds);
        return threshold == null && shortSeconds == null
                ? fallback
                : new ServiceTarget(
                        threshold == null ? fallback.thresholdSeconds() : threshold,
                        shortSeconds == null ? fallback.shortSeconds() : shortSeconds);
    }

    /** The targets of [from, to) in order: one entry when it never changed. The first begins at {@code from}. */
    public List<TargetFrom> targets(String source, String queue, Instant from, Instant to) {
        var moments = new TreeSet<Instant>();
        for (var subject : List.of(queue, "")) {
            var setting = find(source, Setting.Kind.QUEUE, subject);
            if (setting != null) {
                setting.versions().stream()
                        .map(SettingVersion::validFrom)
                        .filter(at -> at.isAfter(from) && at.isBefore(to))
                        .forEach(moments::add);
            }
        }
        var targets = new ArrayList<TargetFrom>();
        targets.add(new TargetFrom(from, target(source, queue, from)));
        for (var at : moments) {
            var target = target(source, queue, at);
            if (!target.equals(targets.getLast().target())) {
                targets.add(new TargetFrom(at, target));
            }
        }
        return targets;
    }

    /** The group a queue belongs to; null when it belongs to none. */
    public @Nullable String group(String source, String queue, Instant at) {
        return queueSlot(source, queue, at, SettingVersion::group);
    }

    public OpeningHours opening(String source, String queue, Instant at) {
        var opening = queueSlot(source, queue, at, SettingVersion::opening);
        return opening == null ? OpeningHours.ALWAYS : opening;
    }

    /** An agent's full name; null when nobody said it. */
    public @Nullable String agentName(String source, String agent, Instant at) {
        return slot(source, Setting.Kind.AGENT, agent, at, SettingVersion::name);
    }

    public @Nullable String agentNumber(String source, String agent, Instant at) {
        return slot(source, Setting.Kind.AGENT, agent, at, SettingVersion::number);
    }

    /** The zone decided for a source; null when it is the database's own. */
    public @Nullable ZoneId zone(String source, Instant at) {
        var zone = slot(source, Setting.Kind.SOURCE, "", at, SettingVersion::zone);
        return zone == null ? null : ZoneId.of(zone);
    }

    private <T> @Nullable T queueSlot(
            String source, String queue, Instant at, Function<SettingVersion, @Nullable T> slot) {
        var own = slot(source, Setting.Kind.QUEUE, queue, at, slot);
        return own == null ? slot(source, Setting.Kind.QUEUE, "", at, slot) : own;
    }

    private <T> @Nullable T slot(
            String source, Setting.Kind kind, String subject, Instant at, Function<SettingVersion, @Nullable T> slot) {
        var setting = find(source, kind, subject);
        if (setting == null) {
            return null;
        }
        T value = null;
        for (var version : setting.versions()) {
            if (!version.validFrom().isAfter(at)) {
                value = slot.apply(version);
            }
        }
        return value;
    }
}
