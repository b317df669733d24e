package pulso.topology.oracle;

import static pulso.schemas.passage.Channel.TELEPHONY;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Telephone calls: what Asterisk and uContact write of them. */
final class CallScript {
    private static final List<String> ABRUPT =
            List.of("ABANDON", "EXITWITHTIMEOUT", "EXITEMPTY", "EXITWITHKEY", "WITHDRAW");
    private static final List<String> REFUSALS =
            List.of("CLOSED", "FULL", "JOINEMPTY", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME");
    private static final List<String> NOTED =
            List.of("CREATEDQUEUE", "PHONECALL", "PHONEANSWER", "RINGCANCELED", "SYSCOMPAT", "CONFIGRELOAD", "PENALTY");

    private final Script script;
    private final List<String> queues;
    private int calls;
    private int swaps;

    CallScript(Script script, List<String> queues) {
        this.script = script;
        this.queues = queues;
    }

    void call() {
        var at = script.someTime();
        if (script.chance(0.08)) {
            outCall(at);
            return;
        }
        if (script.chance(0.05)) {
            row(at, "r" + ++calls, script.pick(queues), "NONE", script.pick(REFUSALS));
            return;
        }
        var callid = "c" + ++calls;
        var guid = "g" + calls;
        if (script.chance(0.5)) {
            callDetail(at, callid, guid);
        }
        int passages = script.chance(0.25) ? 2 + script.random.nextInt(2) : 1;
        var caller = script.pick(script.callers);
        for (int i = 0; i < passages; i++) {
            at = passage(at, callid, guid, caller);
            at = at.plusSeconds(script.chance(0.4) ? 0 : script.seconds(30));
        }
    }

    private Instant passage(Instant enter, String callid, String guid, String caller) {
        var queue = script.pick(queues);
        row(enter, callid, queue, "NONE", "ENTERQUEUE", "", caller, "1");
        if (script.chance(0.1)) {
            row(enter.plusSeconds(1), callid, queue, "NONE", script.pick(NOTED), "x", guid, queue);
        }
        int wait = script.chance(0.02) ? 20_000 + script.seconds(5000) : script.seconds(90);
        for (int i = script.seconds(3); i > 0; i--) {
            ring(enter.plusSeconds(script.seconds(wait)), callid, queue);
        }
        var over = enter.plusSeconds(wait);
        if (script.chance(0.35)) {
            leave(over, callid, queue, script.pick(ABRUPT), wait);
            return over;
        }
        if (script.chance(0.04)) {
            return over;
        }
        return conversation(over, callid, queue, guid, wait);
    }

    private void ring(Instant at, String callid, String queue) {
        if (script.chance(0.15)) {
            row(at, callid, queue, script.pick(script.agents), "AGENTDUMP");
        } else {
            row(
                    at,
                    callid,
                    queue,
                    script.pick(script.agents),
                    "RINGNOANSWER",
                    script.chance(0.2) ? 0 : 1000 * (1 + script.seconds(20)));
        }
    }

    private void leave(Instant at, String callid, String queue, String event, int wait) {
        switch (event) {
            case "EXITWITHKEY" -> {
                if (script.chance(0.5)) {
                    row(at, callid, queue, "NONE", event, "5", "1", "1", wait);
                } else {
                    row(at, callid, queue, "NONE", event, "5", "1", "1");
                }
            }
            case "WITHDRAW" -> row(at, callid, queue, "NONE", event, "1", "1", wait, "by a supervisor");
            case "ABANDON" ->
                row(at, callid, queue, script.chance(0.1) ? script.pick(script.agents) : "NONE", event, "1", "1", wait);
            default -> row(at, callid, queue, "NONE", event, "1", "1", wait);
        }
    }

    private Instant conversation(Instant connect, String callid, String queue, String guid, int wait) {
        var agent = script.pick(script.agents);
        row(connect, callid, queue, agent, "CONNECT", wait, callid + ".a", script.seconds(Math.max(1, wait)));
        int talk = script.chance(0.02) ? 15_000 + script.seconds(20_000) : script.seconds(240);
        for (int i = script.seconds(2); i > 0 && talk > 4; i--) {
            hold(connect.plusSeconds(1 + script.random.nextInt(talk)), talk / 3, callid, queue, agent, guid);
        }
        var over = connect.plusSeconds(talk);
        if (script.chance(0.05)) {
            return over;
        }
        var swapped = talk > 5 && script.chance(0.06) ? callid + ".s" + ++swaps : callid;
        end(over, swapped, queue, agent, wait, talk);
        if (script.chance(0.6)) {
            wrapUp(over, callid, queue, agent, guid);
        }
        return over;
    }

    private void hold(Instant from, int most, String callid, String queue, String agent, String guid) {
        var to = from.plusSeconds(script.seconds(Math.max(1, most)));
        boolean isTwice = script.chance(0.2);
        if (isTwice || script.chance(0.7)) {
            row(from, callid, queue, agent, "HOLD", "SIP/1");
            row(to, callid, queue, agent, "UNHOLD", "SIP/1");
        }
        if (isTwice || script.chance(0.2)) {
            var id = script.chance(0.3) ? "NONE" : callid;
            boolean isIn = script.chance(0.7);
            row(from, id, queue, agent, isIn ? "PHONESTARHOLDIN" : "PHONESTARTHOLDOUT", "099", guid, queue);
            row(
                    to.plusSeconds(script.random.nextInt(2)),
                    id,
                    queue,
                    agent,
                    isIn ? "PHONEENDHOLDIN" : "PHONEENDHOLDOUT",
                    "099",
                    guid,
                    queue);
        }
    }

    private void end(Instant at, String callid, String queue, String agent, int wait, int talk) {
        switch (script.random.nextInt(8)) {
            case 0 -> row(at, callid, queue, agent, "BLINDTRANSFER", "200", "from-internal", wait, talk, "1");
            case 1 -> row(at, callid, queue, agent, "TRANSFER", "200", "from-internal", wait, talk, "1");
            case 2 -> row(at, callid, queue, agent, "ATTENDEDTRANSFER", "BRIDGE", "b-1", wait, talk, "1");
            case 3 -> row(at, callid, queue, agent, "ATTENDEDTRANSFER", "LINK", "SIP/1", "SIP/2", wait, talk + "|1");
            case 4, 5 -> row(at, callid, queue, agent, "COMPLETEAGENT", wait, talk, "1");
            default -> row(at, callid, queue, agent, "COMPLETECALLER", wait, talk, "1");
        }
    }

    private void wrapUp(Instant end, String callid, String queue, String agent, String guid) {
        int total = 10 + script.seconds(50);
        int left = script.random.nextInt(total + 1);
        var at = end.plusSeconds(total - left);
        if (script.chance(0.5)) {
            row(at, callid, queue, agent, "FINISHWRAPUP", left, total, guid);
        } else {
            row(at, "NONE", script.chance(0.5) ? queue : "NONE", agent, "FINISHWRAPUP", left, total, guid);
        }
    }

    private void outCall(Instant at) {
        var status = script.pick(List.of("ANSWER", "ANSWERED", "BUSY", "NOANSWER", "CANCEL"));
        int duration = status.startsWith("ANS") ? script.seconds(300) : 0;
        row(
                at,
                "o" + ++calls,
                "Ventas->",
                script.pick(script.agents),
                "OUTCALL",
                status,
                duration,
                duration + 9,
                "099",
                "g" + calls);
    }

    private void callDetail(Instant at, String callid, String guid) {
        var columns = new HashMap<>(Map.of("uniqueid", callid, "guid", guid));
        if (script.chance(0.3)) {
            columns.put("rating", script.pick(List.of("5", "4.5", "3.333", "0", "", "abc", "1")));
        }
        script.add(LogRow.CDR, at, columns);
    }

    void restart() {
        row(script.someTime(), "NONE", "NONE", "NONE", "QUEUESTART");
    }

    void unknown() {
        row(
                script.someTime(),
                "c" + (1 + script.random.nextInt(calls + 1)),
                script.pick(queues),
                script.pick(script.agents),
                "X_VENDOR_EVENT",
                "1",
                "2");
    }

    private void row(Instant at, String callid, String queue, String agent, String event, Object... data) {
        script.row(TELEPHONY, at, callid, queue, agent, event, data);
    }
}
