package pulso.topology.oracle;

import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.EndType;

/** What the fields of an end say. */
final class Ends {
    private Ends() {}

    static EndType type(Seen row) {
        return switch (row.event()) {
            case "COMPLETEAGENT" -> EndType.AGENT;
            case "COMPLETECALLER" -> EndType.CALLER;
            case "ATTENDEDTRANSFER" -> EndType.ATTENDED_TRANSFER;
            default -> EndType.BLIND_TRANSFER;
        };
    }

    static @Nullable Long talk(Seen row) {
        if (row.is("COMPLETEAGENT", "COMPLETECALLER")) {
            return row.number(2);
        }
        return isLink(row) ? Seen.number(row.data(5).split("\\|", -1)[0]) : row.number(4);
    }

    static @Nullable Long wait(Seen row) {
        if (row.is("COMPLETEAGENT", "COMPLETECALLER")) {
            return row.number(1);
        }
        return isLink(row) ? row.number(4) : row.number(3);
    }

    private static boolean isLink(Seen row) {
        return row.is("ATTENDEDTRANSFER") && row.data(1).equals("LINK");
    }

    /** Whether it is one that can be: its length is there, and no more of it was left than there was. */
    static boolean isWrapUp(Seen row) {
        var left = row.number(1);
        var total = row.number(2);
        return row.is("FINISHWRAPUP") && left != null && total != null && left <= total;
    }

    static long wrapUpSeconds(Seen row) {
        var left = row.number(1);
        var total = row.number(2);
        return left == null || total == null ? 0 : total - left;
    }
}
