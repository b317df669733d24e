package pulso.wallboard;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.QueueFigures;
import pulso.schemas.kpi.ServiceTarget;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;
import pulso.schemas.settings.SettingsBook;

/** Knows by which target each minute of a queue is judged: the one valid at the minute's beginning, or the request's. */
record Judge(SettingsBook book, Asked asked) {
    private static final long MINUTE_SECONDS = 60;

    /** A stretch of minutes under one target. */
    record Ruling(Window.Span span, ServiceTarget target) {}

    ServiceTarget target(String source, String queue, Instant at) {
        return asked.over(book.target(source, queue, at));
    }

    /** The span cut where the queue's target changes. */
    List<Ruling> rulings(String source, String queue, Window.Span span) {
        var targets = book.targets(source, queue, span.from(), span.lastMinute().plusSeconds(1));
        var rulings = new ArrayList<Ruling>(targets.size());
        var from = span.from();
        for (int i = 0; i < targets.size(); i++) {
            var last = i + 1 < targets.size()
                    ? wholeMinute(targets.get(i + 1).from()).minusSeconds(MINUTE_SECONDS)
                    : span.lastMinute();
            if (!last.isBefore(from)) {
                rulings.add(new Ruling(
                        new Window.Span(from, span.to(), last),
                        asked.over(targets.get(i).target())));
                from = last.plusSeconds(MINUTE_SECONDS);
            }
        }
        return rulings;
    }

    /** Adds the figures of a span's minutes. */
    void add(Judged sum, QueueKey queue, MinuteHistory<QueueFigures> minutes, Window.Span span) {
        for (var ruling : rulings(queue.source(), queue.queue(), span)) {
            sum.add(minutes.over(ruling.span()), ruling.target());
        }
    }

    /** Where a queue's present target comes from: {@code request}, {@code settings} or {@code default}. */
    String origin(String source, String queue, Instant at) {
        if (asked.namesATarget()) {
            return "request";
        }
        return namesATarget(source, queue, at) || namesATarget(source, "", at) ? "settings" : "default";
    }

    private boolean namesATarget(String source, String subject, Instant at) {
        var setting = book.find(source, Setting.Kind.QUEUE, subject);
        return setting != null && namesATarget(setting.at(at));
    }

    private static boolean namesATarget(@Nullable SettingVersion version) {
        return version != null && (version.thresholdSeconds() != null || version.shortSeconds() != null);
    }

    /** The first minute that begins at or after a moment. */
    private static Instant wholeMinute(Instant moment) {
        var minute = moment.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(moment) ? minute : minute.plusSeconds(MINUTE_SECONDS);
    }
}
