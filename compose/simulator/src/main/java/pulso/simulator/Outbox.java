package pulso.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Actions decided but not yet due, in the order in which they will be written. The ledger counts a row when it leaves. */
final class Outbox {
    private final Ledger ledger;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueMillis).thenComparingLong(Entry::number));
    private long added;

    Outbox(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(WriteAction action) {
        entries.add(new Entry(action.writeAtMillis(), added++, action, false));
    }

    void addDuplicate(WriteAction action) {
        entries.add(new Entry(action.writeAtMillis(), added++, action, true));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    long dueMillis() {
        Entry first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.dueMillis;
    }

    WriteAction remove() {
        Entry first = entries.remove();
        switch (first.action) {
            case WriteAction.QueueLogInsert _ -> ledger.row("QUEUE_LOG_REPO", first.duplicate);
            case WriteAction.ChatLogInsert row -> ledger.row(row.channel().table(), first.duplicate);
            case WriteAction.RowInsert row -> ledger.row(row.table(), false);
            case WriteAction.RowUpdate _ -> {}
            case WriteAction.RowDelete row -> ledger.rowDeleted(row.table());
            case WriteAction.CdrInsert _ -> ledger.row("CDR_REPO", false);
            case WriteAction.CdrUpdate _ -> ledger.update();
        }
        return first.action;
    }

    private record Entry(long dueMillis, long number, WriteAction action, boolean duplicate) {}
}
