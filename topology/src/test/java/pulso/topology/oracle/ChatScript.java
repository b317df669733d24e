package pulso.topology.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import pulso.schemas.passage.Channel;

/** Chats, mails and messages of one channel: what uContact writes of them. */
final class ChatScript {
    private static final Map<Channel, String> STARTED_BY_AGENT = Map.of(
            Channel.SMS, "OUTSMS",
            Channel.EMAIL, "OUTEMAIL",
            Channel.TWITTER, "OUTTWEET",
            Channel.FACEBOOK, "OUTFACEBOOK",
            Channel.MESSENGER, "OUTMESSENGER");
    private static final List<String> NOTED = List.of("FORWARDED", "NEWEMAILCLIENT", "TRANSFER", "STARTCALL");

    private final Script script;
    private final Channel channel;
    private final List<String> queues;
    private int chats;

    ChatScript(Script script, Channel channel, List<String> queues) {
        this.script = script;
        this.channel = channel;
        this.queues = queues;
    }

    void chat() {
        var at = script.someTime();
        var callid = (script.chance(0.3) ? "c" : "chat-") + ++chats;
        if (script.chance(0.1)) {
            refused(at, callid);
        } else if (script.chance(0.2) && STARTED_BY_AGENT.containsKey(channel)) {
            startedByAgent(at, callid);
        } else {
            var caller = script.pick(script.callers);
            for (int passages = script.chance(0.15) ? 2 : 1; passages > 0; passages--) {
                at = passage(at, callid, caller).plusSeconds(script.seconds(60));
            }
        }
    }

    private void refused(Instant at, String callid) {
        var event = channel == Channel.EMAIL && script.chance(0.4)
                ? "BLACKLIST"
                : script.pick(List.of("OUTOFTIME", "NOAGENTS", "MAXQUEUE", "HOLIDAYMESSAGE"));
        var agent = event.equals("BLACKLIST") && script.chance(0.4) ? script.pick(script.agents) : "";
        row(at, callid, script.pick(queues), agent, event, "someone", "text");
    }

    private void startedByAgent(Instant at, String callid) {
        var queue = script.pick(queues);
        var agent = script.pick(script.agents);
        row(at, callid, queue, agent, STARTED_BY_AGENT.getOrDefault(channel, ""), script.pick(script.callers));
        if (script.chance(0.1)) {
            return;
        }
        int talk = script.seconds(900);
        var over = at.plusSeconds(talk);
        var who = script.chance(0.6) ? agent : "";
        if (script.chance(0.7)) {
            row(over, callid, queue, who, "COMPLETEAGENTOUT", talk, script.seconds(20), "x");
        } else {
            row(over, callid, queue, who, "COMPLETEAGENT", 0, talk, "1", script.seconds(20));
        }
    }

    private Instant passage(Instant enter, String callid, String caller) {
        var queue = script.pick(queues);
        enters("ENTERQUEUE", enter, callid, queue, caller);
        int wait = script.seconds(300);
        if (script.chance(0.1)) {
            enters(again(), enter.plusSeconds(script.seconds(wait)), callid, queue, caller);
        }
        var over = enter.plusSeconds(wait);
        if (script.chance(0.2)) {
            if (script.chance(0.6)) {
                row(over, callid, queue, "", "ABANDON", "1", "1", wait, "ana@example.org");
            } else {
                row(over, callid, queue, "", "EXITWITHTIMEOUT");
            }
            return over;
        }
        if (script.chance(0.05)) {
            return over;
        }
        return conversation(over, callid, queue, wait, caller);
    }

    private String again() {
        return channel == Channel.MESSENGER && script.chance(0.7) ? "ENTERQUEUE" : "REENTERQUEUE";
    }

    private void enters(String event, Instant at, String callid, String queue, String caller) {
        if (channel == Channel.WEBCHAT) {
            row(at, callid, queue, "", event, "Ana", script.chance(0.7) ? caller : "", caller);
        } else {
            row(at, callid, queue, "", event, caller, "text");
        }
    }

    private Instant conversation(Instant connect, String callid, String queue, int wait, String caller) {
        var agent = script.pick(script.agents);
        row(connect, callid, queue, column(agent), "CONNECT", wait, agent, caller, "Ana");
        int talk = script.chance(0.02) ? 70_000 + script.seconds(30_000) : script.seconds(1200);
        var over = connect.plusSeconds(talk);
        var at = connect;
        for (int transfers = script.chance(0.35) ? 1 + script.random.nextInt(2) : 0; transfers > 0; transfers--) {
            at = at.plusSeconds(script.random.nextInt(talk / 2 + 1));
            agent = handedOver(at, callid, queue, agent);
        }
        if (script.chance(0.1)) {
            enters(again(), connect.plusSeconds(script.random.nextInt(talk + 1)), callid, queue, caller);
        }
        if (script.chance(0.1)) {
            row(connect.plusSeconds(1), callid, queue, column(agent), script.pick(NOTED), "x", "y");
        }
        if (script.chance(0.9)) {
            var event = script.chance(0.6) ? "COMPLETEAGENT" : "COMPLETECALLER";
            row(over, callid, queue, column(agent), event, wait, talk, "1", script.seconds(40));
        }
        return over;
    }

    private String handedOver(Instant at, String callid, String queue, String from) {
        var to = script.pick(script.agents);
        if (script.chance(0.85)) {
            row(at, callid, queue, column(from), "TRANSFERRED", from, to);
        }
        var taken = at.plusSeconds(script.seconds(60));
        if (script.chance(0.1)) {
            row(taken, callid, queue, column(to), "CONNECT", 0, to, "x");
        } else if (script.chance(0.9)) {
            row(taken, callid, queue, column(to), "ATTENDED", from, to);
        }
        return to;
    }

    /** The table may have an agent column or not, and fill it or not. */
    private String column(String agent) {
        return script.chance(0.5) ? agent : "";
    }

    private void row(Instant at, String callid, String queue, String agent, String event, Object... data) {
        script.row(channel, at, callid, queue, agent, event, data);
    }
}
