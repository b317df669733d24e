package pulso.simulator;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the ledger's facts of one window, queue by queue and agent by agent. */
final class LedgerReport {
    private final Ledger ledger;
    private final LedgerWindow window;
    private final QueueReport.Thresholds thresholds;

    LedgerReport(Ledger ledger, LedgerWindow window, int serviceLevelSeconds, int shortSeconds) {
        this.ledger = ledger;
        this.window = window;
        this.thresholds = new QueueReport.Thresholds(serviceLevelSeconds, shortSeconds);
    }

    Figures figures() {
        RepeatCallers repeats = new RepeatCallers(ledger.contacts);
        SortedMap<Channel, SortedMap<String, QueueFigures>> channels = new TreeMap<>();
        ledger.queues.forEach((channel, names) -> {
            SortedMap<String, QueueFigures> figures = new TreeMap<>();
            for (String queue : names) {
                figures.put(queue, new QueueReport(ledger, window, channel, queue).figures(thresholds, repeats));
            }
            channels.put(channel, figures);
        });
        return new Figures(window.fromInstant, window.toInstant, channels, new AgentReport(ledger, window).figures());
    }
}
