package pulso.command.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.schemas.event.QueueEvent;

/** The events of all files as one log in the order of time, each row once. */
final class EventStream {
    private final List<FileFeed> logs;
    private final List<Batch.CallLink> links;
    private final Tallies tallies;
    private final List<QueueEvent> sameMoment = new ArrayList<>();

    /** Who folds. */
    interface Target {
        void event(QueueEvent event);

        void link(Batch.CallLink link);
    }

    EventStream(List<FileFeed> logs, List<Batch.CallLink> links, Tallies tallies) {
        this.logs = logs;
        this.tallies = tallies;
        this.links =
                links.stream().sorted(Comparator.comparing(Batch.CallLink::at)).toList();
    }

    /** Folds while the files are read. */
    void stream(Target target) throws IOException, OutOfOrderException {
        int link = 0;
        for (var feed = earliest(); feed != null; feed = earliest()) {
            var event = feed.peek();
            feed.skip();
            if (event != null && isNew(event)) {
                link = linksUntil(event, link, target);
                target.event(event);
            }
        }
        restOfLinks(link, target);
    }

    /** Reads everything, sorts it and folds it then. */
    void sortAndStream(Target target) throws IOException {
        var events = new ArrayList<QueueEvent>();
        for (var log : logs) {
            events.addAll(log.all());
        }
        events.sort(Comparator.naturalOrder());
        int link = 0;
        for (var event : events) {
            if (isNew(event)) {
                link = linksUntil(event, link, target);
                target.event(event);
            }
        }
        restOfLinks(link, target);
    }

    private @Nullable FileFeed earliest() throws IOException, OutOfOrderException {
        FileFeed earliest = null;
        QueueEvent first = null;
        for (var log : logs) {
            var event = log.peek();
            if (event != null && (first == null || event.compareTo(first) < 0)) {
                first = event;
                earliest = log;
            }
        }
        return earliest;
    }

    /** Identical rows stand side by side: they have the same time and origid. */
    private boolean isNew(QueueEvent event) {
        if (event.origId() == 0) {
            return true;
        }
        if (!sameMoment.isEmpty()) {
            var known = sameMoment.getFirst();
            if (known.origId() != event.origId() || !known.at().equals(event.at())) {
                sameMoment.clear();
            }
        }
        if (sameMoment.stream().anyMatch(event::isSameRow)) {
            tallies.addDuplicate();
            return false;
        }
        sameMoment.add(event);
        return true;
    }

    private int linksUntil(QueueEvent event, int next, Target target) {
        int link = next;
        while (link < links.size() && !links.get(link).at().isAfter(event.at())) {
            target.link(links.get(link));
            link++;
        }
        return link;
    }

    private void restOfLinks(int next, Target target) {
        links.subList(next, links.size()).forEach(target::link);
    }
}
