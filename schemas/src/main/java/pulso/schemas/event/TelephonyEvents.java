package pulso.schemas.event;

import static pulso.schemas.event.Field.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What data1..data5 of QUEUE_LOG_REPO mean: a line for each event of seeds/001 and for those that stock Asterisk writes
 * besides (ASTERISK.md sections 2 and 4). Events whose form depends on their content (AGENTLOGOFF, ATTENDEDTRANSFER) are
 * read by {@link EventDecoder}.
 */
final class TelephonyEvents {
    private static final String UCONTACT = "seeds/001 QUEUE_LOG_REPO";
    private static final String STOCK = "ASTERISK.md 2";
    private static final String OLD_STOCK = "ASTERISK.md 2, old versions";
    private static final String DIALPLAN = "KPI.md 2, written by dialplans";

    /** Other spellings: as stock Asterisk writes it, and with the letter that the source document lost. */
    static final Map<String, String> ALIASES = Map.of(
            "REMOVEMEMBER", "REMOVEDMEMBER",
            "PHONESTARTHOLDIN", "PHONESTARHOLDIN",
            "PHONESTARTHOLDOUT", "PHONESTARHOLDOUT");

    private TelephonyEvents() {}

    static List<EventSpec> lines() {
        var lines = new ArrayList<EventSpec>();
        passages(lines);
        agents(lines);
        phones(lines);
        stock(lines);
        dialplans(lines);
        return List.copyOf(lines);
    }

    private static void passages(List<EventSpec> to) {
        to.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, UCONTACT, URL, CALLER, POSITION, CALLER_NAME));
        to.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, UCONTACT, null, CALLER));
        to.add(EventSpec.of("CONNECT", EventKind.CONNECT, UCONTACT, WAIT, BRIDGED_UNIQUE_ID, RING));
        to.add(EventSpec.of("COMPLETECALLER", EventKind.COMPLETED_BY_CALLER, UCONTACT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(EventSpec.of("COMPLETEAGENT", EventKind.COMPLETED_BY_AGENT, UCONTACT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(EventSpec.of(
                "BLINDTRANSFER",
                EventKind.BLIND_TRANSFER,
                UCONTACT,
                EXTENSION,
                CONTEXT,
                WAIT,
                TALK,
                ORIGINAL_POSITION));
        to.add(EventSpec.of(
                "TRANSFER", EventKind.BLIND_TRANSFER, UCONTACT, EXTENSION, CONTEXT, WAIT, TALK, ORIGINAL_POSITION));
        to.add(EventSpec.of(
                "ATTENDEDTRANSFER",
                EventKind.ATTENDED_TRANSFER,
                UCONTACT,
                EXTENSION,
                CONTEXT,
                WAIT,
                TALK,
                ORIGINAL_POSITION));
        to.add(EventSpec.of("ABANDON", EventKind.ABANDON, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(EventSpec.of("EXITEMPTY", EventKind.EXIT_EMPTY, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(EventSpec.of("EXITWITHTIMEOUT", EventKind.EXIT_TIMEOUT, UCONTACT, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(EventSpec.of("EXITWITHKEY", EventKind.EXIT_KEY, UCONTACT, KEY, POSITION, ORIGINAL_POSITION, WAIT));
        to.add(EventSpec.of("RINGNOANSWER", EventKind.RING_NO_ANSWER, UCONTACT, RING_MILLIS));
        to.add(EventSpec.of("AGENTDUMP", EventKind.AGENT_DUMP, UCONTACT));
        to.add(EventSpec.of(
                "OUTCALL", EventKind.OUT_CALL, UCONTACT, DIAL_STATUS, OUT_DURATION, OUT_TOTAL, DIALED_NUMBER, GUID));
        to.add(EventSpec.of(
                "HOLD", EventKind.HOLD, UCONTACT, CHANNEL, CALLER_NAME, CALLER, CONNECTED_NAME, CONNECTED_NUMBER));
        to.add(EventSpec.of(
                "UNHOLD", EventKind.UNHOLD, UCONTACT, CHANNEL, CALLER_NAME, CALLER, CONNECTED_NAME, CONNECTED_NUMBER));
        to.add(EventSpec.of("FINISHWRAPUP", EventKind.WRAP_UP, UCONTACT, WRAP_UP_LEFT, WRAP_UP_TOTAL, GUID));
        to.add(EventSpec.of("STARTCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(EventSpec.of("ENDCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(EventSpec.of("STARTVIDEOCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
        to.add(EventSpec.of("ENDVIDEOCALL", EventKind.NOTED, UCONTACT, CLIENT_EMAIL));
    }

    private static void agents(List<EventSpec> to) {
        to.add(EventSpec.of("AGENTLOGIN", EventKind.LOGIN, UCONTACT));
        to.add(EventSpec.of("AGENTLOGOFF", EventKind.LOGOFF, UCONTACT, LOGIN_TIME, null, null, LOGOFF_MODE));
        to.add(EventSpec.of("REALPAUSE", EventKind.PAUSE, UCONTACT, PAUSE_TIME));
        to.add(EventSpec.of("REALUNPAUSE", EventKind.UNPAUSE, UCONTACT, PAUSE_TIME));
        to.add(EventSpec.of("BREAK", EventKind.BREAK, UCONTACT, MOTIVE, COMMENT, BREAK_TIME));
        to.add(EventSpec.of("UNBREAK", EventKind.UNBREAK, UCONTACT, MOTIVE, COMMENT, BREAK_TIME));
        to.add(EventSpec.of("PAUSE", EventKind.NOTED, UCONTACT, REASON));
        to.add(EventSpec.of("UNPAUSE", EventKind.NOTED, UCONTACT, REASON));
        to.add(EventSpec.of("PAUSEALL", EventKind.NOTED, UCONTACT, REASON));
        to.add(EventSpec.of("UNPAUSEALL", EventKind.NOTED, UCONTACT, REASON));
        to.add(EventSpec.of("ADDMEMBER", EventKind.ADD_MEMBER, UCONTACT, REASON));
        to.add(EventSpec.of("REMOVEDMEMBER", EventKind.REMOVE_MEMBER, UCONTACT));
        to.add(EventSpec.of("CREATEDQUEUE", EventKind.NOTED, UCONTACT));
        to.add(EventSpec.of("QUEUESTART", EventKind.RESTART, UCONTACT));
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
        to.add(EventSpec.of("WITHDRAW", EventKind.WITHDRAW, STOCK, POSITION, ORIGINAL_POSITION, WAIT, REASON));
        to.add(EventSpec.of("RINGCANCELED", EventKind.RING_CANCELED, STOCK, RING_MILLIS));
        to.add(EventSpec.of("SYSCOMPAT", EventKind.NOTED, STOCK));
        to.add(EventSpec.of("CONFIGRELOAD", EventKind.NOTED, STOCK));
        to.add(EventSpec.of("PENALTY", EventKind.NOTED, STOCK, PENALTY));
        to.add(EventSpec.of("RINGINUSE", EventKind.NOTED, STOCK, REASON));
        to.add(EventSpec.of("AGENTCALLBACKLOGIN", EventKind.LOGIN, OLD_STOCK, EXTENSION));
        to.add(EventSpec.of("AGENTCALLBACKLOGOFF", EventKind.LOGOFF, OLD_STOCK, EXTENSION, LOGIN_TIME, REASON));
    }

    /** Stock Queue() writes nothing when it lets nobody in; these are what dialplans around it write. */
    private static void dialplans(List<EventSpec> to) {
        to.add(EventSpec.of("CLOSED", EventKind.REFUSED_CLOSED, DIALPLAN));
        to.add(EventSpec.of("FULL", EventKind.REFUSED_FULL, DIALPLAN));
        to.add(EventSpec.of("JOINEMPTY", EventKind.REFUSED_NO_AGENTS, DIALPLAN));
        to.add(EventSpec.of("DIVERT_CA_RATIO", EventKind.REFUSED_FULL, DIALPLAN));
        to.add(EventSpec.of("DIVERT_HOLDTIME", EventKind.REFUSED_FULL, DIALPLAN));
        to.add(EventSpec.of("LEAVEEMPTY", EventKind.EXIT_EMPTY, DIALPLAN));
    }

    private static EventSpec phone(String name, EventKind kind) {
        return EventSpec.of(name, kind, UCONTACT, CALLER, GUID, CAMPAIGN);
    }
}
