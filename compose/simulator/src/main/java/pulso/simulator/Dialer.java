package pulso.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists of numbers that campaigns dial: loaded into CALLS_SPOOL and then named in DIALER_BASE, one active list a campaign; each number
 * is dialled, comes back for another try or is deleted. A list that has run out makes way for the next.
 */
final class Dialer {
    private static final int RECORDS_AT_SCALE_1 = 300;
    private static final int FEWEST_RECORDS = 40;
    private static final long BASE_PRIORITY = 9_999;
    private static final String SPOOL = "CALLS_SPOOL";
    private static final String BASE = "DIALER_BASE";

    private final Centre centre;
    private final Timeline timeline;
    private final DialerBook book;
    private final Dice dice;
    private final boolean written;
    private final Map<String, Sheet> active = new LinkedHashMap<>();
    private long lastSpoolId;
    private long lastBaseId;

    Dialer(Centre centre) {
        this.centre = centre;
        this.timeline = centre.timeline;
        this.book = centre.ledger.dialer();
        this.dice = new Dice(centre.plan.seed() + 7);
        this.written = !centre.plan.isTelephonyAlone();
    }

    void begin() {
        for (QueueLine line : centre.lines) {
            if (line.profile.outbound()) {
                load(line);
            }
        }
    }

    /** The next number of the campaign's list, being dialled from now on by this agent or, without one, by the machine. */
    Spooled take(QueueLine campaign, @Nullable Agent agent) {
        while (true) {
            Sheet sheet = active.get(campaign.name());
            @Nullable Spooled next = sheet == null ? null : sheet.pending.poll();
            if (next == null) {
                load(campaign);
            } else if (dice.chance(0.015)) {
                centre.registers.blocked(agent == null ? "" : agent.name, next.number);
                move(next, DialerBook.BLOCKED);
            } else {
                next.tries++;
                move(next, DialerBook.IN_PROCESS);
                return next;
            }
        }
    }

    /** The call to this number is over. */
    void dialled(Spooled number, boolean answered) {
        Sheet sheet = active.get(number.campaign);
        boolean again = !answered && number.tries < 2 && sheet != null && sheet.name.equals(number.list);
        if (again && sheet != null && dice.chance(0.3)) {
            move(number, DialerBook.PENDING);
            sheet.pending.add(number);
        } else {
            move(number, DialerBook.GONE);
        }
    }

    private void load(QueueLine campaign) {
        int records = (int) Math.max(FEWEST_RECORDS, RECORDS_AT_SCALE_1 * centre.plan.scale());
        @Nullable Sheet former = active.get(campaign.name());
        if (former != null && written) {
            Map<String, Object> retired = new LinkedHashMap<>(former.row);
            retired.put("active", 0L);
            centre.outbox.add(new WriteAction.RowUpdate(soon(0), BASE, former.row, retired));
            book.retired(campaign.name(), former.name, soon(0));
        }
        long id = ++lastBaseId;
        String list = "lista-" + campaign.profile.extension() + "-" + id;
        Sheet sheet = new Sheet(list, baseRow(id, campaign.name(), list, records));
        active.put(campaign.name(), sheet);
        for (int i = 0; i < records; i++) {
            Spooled number =
                    new Spooled(campaign.name(), list, newNumber(), ++lastSpoolId, "C" + (100_000 + lastSpoolId));
            int status = dice.chance(0.03) ? DialerBook.BLOCKED : DialerBook.PENDING;
            number.status = status;
            number.alternative = dice.chance(0.4) ? newNumber() : "";
            if (status == DialerBook.PENDING) {
                sheet.pending.add(number);
            }
            if (written) {
                centre.outbox.add(new WriteAction.RowInsert(soon(1), SPOOL, number.row()));
                book.moved(campaign.name(), list, DialerBook.GONE, status, soon(1));
            }
        }
        if (written) {
            book.loaded(campaign.name(), list, records, soon(2));
            centre.outbox.add(new WriteAction.RowInsert(soon(2), BASE, sheet.row));
        }
    }

    private void move(Spooled number, int status) {
        Map<String, Object> before = number.row();
        int from = number.status;
        number.status = status;
        if (!written) {
            return;
        }
        // A list may be loaded in the same moment: its rows come first.
        long at = soon(3);
        book.moved(number.campaign, number.list, from, status, at);
        centre.outbox.add(
                status == DialerBook.GONE
                        ? new WriteAction.RowDelete(at, SPOOL, before)
                        : new WriteAction.RowUpdate(at, SPOOL, before, number.row()));
    }

    private long soon(int step) {
        return timeline.now() + 20 + step;
    }

    private String newNumber() {
        return "09" + dice.between(1_000_000, 9_999_999);
    }

    private static Map<String, Object> baseRow(long id, String campaign, String list, int records) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("campaign", campaign);
        row.put("name", list);
        row.put("records", (long) records);
        row.put("active", 1L);
        row.put("percentage", 100L);
        return row;
    }

    /** A loaded list: what of it waits to be dialled, and its row while it is active. */
    private static final class Sheet {
        final String name;
        final Map<String, Object> row;
        final Deque<Spooled> pending = new ArrayDeque<>();

        Sheet(String name, Map<String, Object> row) {
            this.name = name;
            this.row = row;
        }
    }

    /** One record of a list. */
    static final class Spooled {
        final String campaign;
        final String list;
        final String number;
        final long id;
        final String contact;
        private String alternative = "";
        private int status;
        private int tries;

        Spooled(String campaign, String list, String number, long id, String contact) {
            this.campaign = campaign;
            this.list = list;
            this.number = number;
            this.id = id;
            this.contact = contact;
        }

        private Map<String, Object> row() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("campaign", campaign);
            row.put("destination", number);
            row.put("status", (long) status);
            row.put("data", "nombre=Cliente:deuda=" + id % 97 * 100);
            row.put("alternatives", alternative);
            row.put("contact", contact);
            row.put("dialerbase", list);
            row.put("priority", BASE_PRIORITY);
            row.put("agentphone", "");
            return row;
        }
    }
}
