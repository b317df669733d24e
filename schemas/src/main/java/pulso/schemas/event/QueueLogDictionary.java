package pulso.schemas.event;

import static pulso.schemas.event.Field.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows what data1..data5 of QUEUE_LOG_REPO mean: a line for each event of seeds/001 and for those
 * that stock Asterisk writes besides (ASTERISK.md sections 2 and 4). Events whose form depends on their content
 * (AGENTLOGOFF, EXITWITHKEY, ATTENDEDTRANSFER) are read by {@link EventDecoder}.
 */
public final class QueueLogDictionary {
    private static final String UCONTACT = "seeds/001 QUEUE_LOG_REPO";
    private static final String STOCK = "ASTERISK.md 2";
    private static final String OLD_STOCK = "ASTERISK.md 2, old versions";
    private static final String DIALPLAN = "KPI.md 2, written by dialplans";

    private static final List<EventSpec> LINES = lines();
    private static final Map<String, EventSpec> BY_NAME = byName();

    private QueueLogDictionary() {}

    public static List<EventSpec> all() {
        return LINES;
    }

    /** The line of an event under any of its spellings; null when the event is unknown. */
    public static @Nullable EventSpec find(String event) {
        var asWritten = BY_NAME.get(event);
        return asWritten == null ? BY_NAME.get(normalise(event)) : asWritten;
    }

    /** Upper case without blanks: the source page breaks long names ("PHONECOMP LETEAGENT"). */
    private static String normalise(String event) {
        return event.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static List<EventSpec> lines() {
        var lines = new ArrayList<EventSpec>();
        passages(lines);
        agents(lines);
        phones(lines);
        stock(lines);
        dialplans(lines);
        return List.copyOf(lines);
    }

    private static void passages(List<EventSpec> to) {
        to.add(line("ENTERQUEUE", EventKind.ENTER, UCONTACT, URL, CALLER, POSITION, CALLER_NAME));
        to.add(line("REENTERQUEUE", EventKind.REENTER, UCONTACT, null, CALLER));
        to.add(line("CONNECT", EventKind.CONNECT, UCONTACT, WAIT, BRIDGED_UNIQUE_ID, RING));
        to.add(line("COMPLETECALLER", EventKind.COMPLETED_BY_CALLER, UCONTACT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(line("COMPLETEAGENT", EventKind.COMPLETED_BY_AGENT, UCONTACT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(line(
                "BLINDTRANSFER",
                EventKind.BLIND_TRANSFER,
                UCONTACT,
                EXTENSION,
                CONTEXT,
                WAIT,
                TALK,
                ORIGINAL_POSITION));
        to.add(line("TRANSFER", EventKind.BLIND_TRANSFER, UCONTACT, EXTENSION, CONTEXT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(line(
                "ATTENDEDTRANSFER",
                EventKind.ATTENDED_TRANSFER,
                UCONTACT,
                EXTENSION,
                CONTEXT,
                WAIT,
                TALK,
                ORIGINAL_POSITION));
        to.add(line("ABANDON", EventKind.ABANDON, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(line("EXITEMPTY", EventKind.EXIT_EMPTY, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(line("EXITWITHTIMEOUT", EventKind.EXIT_TIMEOUT, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(line("EXITWITHKEY", EventKind.EXIT_KEY, UCONTACT, KEY, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(line("RINGNOANSWER", EventKind.RING_NO_ANSWER, UCONTACT, RING_MILLIS));
        to.add(line("AGENTDUMP", EventKind.AGENT_DUMP, UCONTACT));
        to.add(line(
                "OUTCALL", EventKind.OUT_CALL, UCONTACT, DIAL_STATUS, OUT_DURATION, OUT_TOTAL, DIALED_NUMBER, GUID));
        to.add(line("HOLD", EventKind.HOLD, UCONTACT, CHANNEL, CALLER_NAME, CALLER, CONNECTED_NAME, CONNECTED_NUMBER));
        to.add(line(
                "UNHOLD", EventKind.UNHOLD, UCONTACT, CHANNEL, CALLER_NAME, CALLER, CONNECTED_NAME, CONNECTED_NUMBER));
        to.add(line("FINISHWRAPUP", EventKind.WRAP_UP, UCONTACT, WRAP_UP_LEFT, WRAP_UP_TOTAL, GUID));
        to.add(line("STARTCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(line("ENDCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(line("STARTVIDEOCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(line("ENDVIDEOCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
    }

    private static void agents(List<EventSpec> to) {
        to.add(line("AGENTLOGIN", EventKind.LOGIN, UCONTACT));
        to.add(line("AGENTLOGOFF", EventKind.LOGOFF, UCONTACT, LOGIN_TIME, null, null, LOGOFF_MODE));
        to.add(line("REALPAUSE", EventKind.PAUSE, UCONTACT, PAUSE_TIME));
        to.add(line("REALUNPAUSE", EventKind.UNPAUSE, UCONTACT, PAUSE_TIME));
        to.add(line("BREAK", EventKind.BREAK, UCONTACT, MOTIVE, COMMENT, BREAK_TIME));
        to.add(line("UNBREAK", EventKind.UNBREAK, UCONTACT, MOTIVE, COMMENT, BREAK_TIME));
        to.add(line("PAUSE", EventKind.NOTED, UCONTACT, REASON));
        to.add(line("UNPAUSE", EventKind.NOTED, UCONTACT, REASON));
        to.add(line("PAUSEALL", EventKind.NOTED, UCONTACT, REASON));
        to.add(line("UNPAUSEALL", EventKind.NOTED, UCONTACT, REASON));
        to.add(line("ADDMEMBER", EventKind.ADD_MEMBER, UCONTACT, REASON));
        to.add(line("REMOVEDMEMBER", EventKind.REMOVE_MEMBER, UCONTACT));
        to.add(line("CREATEDQUEUE", EventKind.NOTED, UCONTACT));
        to.add(line("QUEUESTART", EventKind.RESTART, UCONTACT));
    }

    private static void phones(List<EventSpec> to) {
        to.add(phone("PHONECALL", EventKind.PHONE_LINK));
        to.add(phone("PHONECALLAGENT", EventKind.PHONE_RING));
        to.add(phone("PHONEANSWER", EventKind.PHONE_LINK));
        to.add(phone("PHONECOMPLETEAGENT", EventKind.PHONE_LINK));
        to.add(phone("PHONECOMPLETECALLER", EventKind.PHONE_LINK));
        to.add(phone("PHONESTARHOLDIN", EventKind.PHONE_HOLD));
        to.add(phone("PHONESTARHOLDOUT", EventKind.PHONE_HOLD));
        to.add(phone("PHONEENDHOLDIN", EventKind.PHONE_UNHOLD));
        to.add(phone("PHONEENDHOLDOUT", EventKind.PHONE_UNHOLD));
    }

    private static void stock(List<EventSpec> to) {
        to.add(line("WITHDRAW", EventKind.WITHDRAW, STOCK, POSITION, ORIGINAL_POSITION, WAIT, REASON));
        to.add(line("RINGCANCELED", EventKind.RING_CANCELED, STOCK, RING_MILLIS));
        to.add(line("SYSCOMPAT", EventKind.NOTED, STOCK));
        to.add(line("CONFIGRELOAD", EventKind.NOTED, STOCK));
        to.add(line("PENALTY", EventKind.NOTED, STOCK, PENALTY));
        to.add(line("RINGINUSE", EventKind.NOTED, STOCK, REASON));
        to.add(line("AGENTCALLBACKLOGIN", EventKind.LOGIN, OLD_STOCK, EXTENSION));
        to.add(line("AGENTCALLBACKLOGOFF", EventKind.LOGOFF, OLD_STOCK, EXTENSION, LOGIN_TIME, REASON));
    }

    /** Stock Queue() writes nothing when it lets nobody in; these are what dialplans around it write. */
    private static void dialplans(List<EventSpec> to) {
        to.add(line("CLOSED", EventKind.REFUSED, DIALPLAN));
        to.add(line("FULL", EventKind.REFUSED, DIALPLAN));
        to.add(line("JOINEMPTY", EventKind.REFUSED, DIALPLAN));
        to.add(line("DIVERT_CA_RATIO", EventKind.REFUSED, DIALPLAN));
        to.add(line("DIVERT_HOLDTIME", EventKind.REFUSED, DIALPLAN));
        to.add(line("LEAVEEMPTY", EventKind.EXIT_EMPTY, DIALPLAN));
    }

    private static EventSpec phone(String name, EventKind kind) {
        return line(name, kind, UCONTACT, CALLER, GUID, CAMPAIGN);
    }

    private static EventSpec line(String name, EventKind kind, String cite, @Nullable Field... data) {
        return new EventSpec(name, kind, Arrays.asList(data), cite);
    }

    private static Map<String, EventSpec> byName() {
        var map = new HashMap<String, EventSpec>();
        for (var line : LINES) {
            if (map.put(line.name(), line) != null) {
                throw new IllegalStateException("two lines for " + line.name());
            }
        }
        alias(map, "REMOVEMEMBER", "REMOVEDMEMBER");
        alias(map, "PHONESTARTHOLDIN", "PHONESTARHOLDIN");
        alias(map, "PHONESTARTHOLDOUT", "PHONESTARHOLDOUT");
        return Map.copyOf(map);
    }

    private static void alias(Map<String, EventSpec> map, String alias, String name) {
        var line = map.get(name);
        if (line == null) {
            throw new IllegalStateException("no line for " + name);
        }
        map.put(alias, line);
    }
}
