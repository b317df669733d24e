package pulso.topology.dialer;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import pulso.schemas.dialer.DialerList;
import pulso.topology.state.Keys;
import pulso.topology.state.State;

/**
 * Keeps how far the dialer is with each list. Unlike log rows, rows of CALLS_SPOOL are deleted as they are done with: what
 * stands there is what is left (seeds/001, CALLS_SPOOL).
 */
public final class DialerStage {
    private static final long IN_PROCESS = 0;
    private static final long READY = 1;
    private static final long BLOCKED = 3;

    private final String source;
    private final State<DialerList> lists;
    private final Output output;

    /** Where lists that have changed are given. */
    public interface Output {
        void list(DialerList list);

        /** Neither table speaks of the list any more. */
        void gone(DialerList list);
    }

    public DialerStage(String source, State<DialerList> lists, Output output) {
        this.source = source;
        this.lists = lists;
        this.output = output;
    }

    public void apply(DialerChange change) {
        switch (change) {
            case DialerChange.Base(var campaign, var name, var records, var active, var percentage) ->
                store(based(list(campaign, name), records, active, percentage));
            case DialerChange.BaseGone(var campaign, var name) -> store(based(list(campaign, name), null, null, null));
            case DialerChange.Spooled(var campaign, var name, var status, int by) ->
                store(spooled(list(campaign, name), status, by));
            case DialerChange.SpoolEmptied _ -> emptied();
        }
    }

    private void emptied() {
        var all = new ArrayList<DialerList>();
        lists.scan("", Keys.AFTER_ALL, (_, list) -> all.add(list));
        for (var list : all) {
            store(with(list, 0, 0, 0, 0));
        }
    }

    private DialerList list(String campaign, String name) {
        var known = lists.get(Keys.of(campaign, name));
        return known == null ? new DialerList(source, campaign, name, null, null, null, 0, 0, 0, 0) : known;
    }

    private static DialerList based(
            DialerList list, @Nullable Long records, @Nullable Boolean active, @Nullable Long percentage) {
        return new DialerList(
                list.source(),
                list.campaign(),
                list.name(),
                records,
                active,
                percentage,
                list.ready(),
                list.inProcess(),
                list.blocked(),
                list.otherStatus());
    }

    private static DialerList spooled(DialerList list, @Nullable Long status, int by) {
        long code = status == null ? Long.MIN_VALUE : status;
        return with(
                list,
                list.ready() + (code == READY ? by : 0),
                list.inProcess() + (code == IN_PROCESS ? by : 0),
                list.blocked() + (code == BLOCKED ? by : 0),
                list.otherStatus() + (code == READY || code == IN_PROCESS || code == BLOCKED ? 0 : by));
    }

    private static DialerList with(DialerList list, long ready, long inProcess, long blocked, long otherStatus) {
        return new DialerList(
                list.source(),
                list.campaign(),
                list.name(),
                list.records(),
                list.active(),
                list.percentage(),
                ready,
                inProcess,
                blocked,
                otherStatus);
    }

    private void store(DialerList list) {
        var key = Keys.of(list.campaign(), list.name());
        if (list.equals(lists.get(key))) {
            return;
        }
        boolean isEmpty = list.records() == null
                && list.active() == null
                && list.ready() == 0
                && list.inProcess() == 0
                && list.blocked() == 0
                && list.otherStatus() == 0;
        if (isEmpty) {
            lists.remove(key);
            output.gone(list);
        } else {
            lists.put(key, list);
            output.list(list);
        }
    }
}
