package pulso.schemas.event;

import static pulso.schemas.event.Field.*;

import java.util.ArrayList;
import java.util.List;

/**
 * What data1..data5 of the chat tables mean: the same event name holds other data than in telephony (ASTERISK.md 4.6).
 * Events that seeds/001 lists for some of the tables only are read in all of them alike.
 */
final class ChatEvents {
    private static final String ALIKE = "seeds/001, as in the other chat tables";

    private ChatEvents() {}

    static List<EventSpec> webchat() {
        var cite = "seeds/001 WEBCHAT_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, CLIENT_NAME, CLIENT_EMAIL, CLIENT_PHONE));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, cite, CLIENT_NAME, CLIENT_EMAIL, CLIENT_PHONE));
        lines.add(EventSpec.of("CONNECT", EventKind.CONNECT, cite, WAIT, AGENT, CLIENT));
        lines.add(EventSpec.of("ABANDON", EventKind.ABANDON, cite, POSITION, ORIGINAL_POSITION, WAIT, ADDRESS));
        lines.add(EventSpec.of("EXITWITHTIMEOUT", EventKind.EXIT_TIMEOUT, cite));
        lines.add(EventSpec.of("OUTOFTIME", EventKind.REFUSED_CLOSED, cite));
        lines.add(EventSpec.of("NOAGENTS", EventKind.REFUSED_NO_AGENTS, cite, ADDRESS, CLIENT_NAME));
        lines.add(EventSpec.of("MAXQUEUE", EventKind.REFUSED_FULL, cite, ADDRESS, CLIENT_NAME));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, ALIKE, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("TRANSFER", EventKind.NOTED, cite));
        lines.add(EventSpec.of("OUTCALL", EventKind.NOTED, cite, CALL_KIND, OUT_DURATION, null, DIALED_NUMBER, GUID));
        lines.add(EventSpec.of("STARTCALL", EventKind.NOTED, cite));
        lines.add(EventSpec.of("ENDCALL", EventKind.NOTED, cite));
        lines.add(EventSpec.of("STARTVIDEOCALL", EventKind.NOTED, cite));
        lines.add(EventSpec.of("ENDVIDEOCALL", EventKind.NOTED, cite));
        lines.add(completed("COMPLETECALLER", EventKind.COMPLETED_BY_CALLER, cite));
        shared(lines, cite);
        return List.copyOf(lines);
    }

    static List<EventSpec> sms() {
        var cite = "seeds/001 SMS_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, CLIENT, CLIENT_NAME));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, cite, CLIENT, CLIENT_NAME));
        lines.add(EventSpec.of("CONNECT", EventKind.CONNECT, cite, WAIT, AGENT, CLIENT));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, cite, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("OUTOFTIME", EventKind.REFUSED_CLOSED, cite, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("OUTSMS", EventKind.OUT_START, cite, ADDRESS));
        lines.add(EventSpec.of("COMPLETEAGENTOUT", EventKind.OUT_END, cite, TALK, MESSAGES, ADDRESS));
        asElsewhere(lines);
        shared(lines, cite);
        return List.copyOf(lines);
    }

    static List<EventSpec> email() {
        var cite = "seeds/001 EMAIL_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, CLIENT, SUBJECT));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, cite, CLIENT, SUBJECT));
        lines.add(EventSpec.of("CONNECT", EventKind.CONNECT, cite, WAIT, AGENT, CLIENT));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, cite, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("OUTOFTIME", EventKind.REFUSED_CLOSED, ALIKE, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("BLACKLIST", EventKind.REFUSED_BLOCKED, cite, ADDRESS, SUBJECT, EMAIL_ID));
        lines.add(EventSpec.of("OUTEMAIL", EventKind.OUT_START, cite, ADDRESS, SUBJECT));
        lines.add(EventSpec.of("COMPLETEAGENTOUT", EventKind.OUT_END, cite, TALK, MESSAGES, null, null, ADDRESS));
        lines.add(EventSpec.of("FORWARDED", EventKind.NOTED, cite, ADDRESS, SUBJECT, EMAIL_ID));
        lines.add(EventSpec.of("NEWEMAILCLIENT", EventKind.NOTED, cite, ADDRESS));
        lines.add(EventSpec.of("NEWEMAILAGENT", EventKind.NOTED, cite, ADDRESS));
        lines.add(EventSpec.of("STARTEMAILDIALER", EventKind.NOTED, cite, SPOOL_LENGTH));
        lines.add(EventSpec.of("FINISHEMAILDIALER", EventKind.NOTED, cite, SPOOL_LENGTH));
        lines.add(EventSpec.of("STOPEMAILDIALER", EventKind.NOTED, cite, SPOOL_LENGTH));
        asElsewhere(lines);
        shared(lines, cite);
        return List.copyOf(lines);
    }

    static List<EventSpec> twitter() {
        var cite = "seeds/001 TWITTER_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, CLIENT, SUBJECT));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, cite, CLIENT, SUBJECT));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, cite, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("OUTTWEET", EventKind.OUT_START, cite, ADDRESS, SUBJECT));
        social(lines, cite);
        return List.copyOf(lines);
    }

    /** The source document prints ENTERQUEUE twice, the second time with the text of REENTERQUEUE. */
    static List<EventSpec> messenger() {
        var cite = "seeds/001 MESSENGER_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, CLIENT, MESSAGE));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, ALIKE, CLIENT, MESSAGE));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, cite, ADDRESS, MESSAGE));
        lines.add(EventSpec.of("OUTMESSENGER", EventKind.OUT_START, cite));
        social(lines, cite);
        return List.copyOf(lines);
    }

    static List<EventSpec> facebook() {
        var cite = "seeds/001 FACEBOOK_LOG_REPO";
        var lines = new ArrayList<EventSpec>();
        lines.add(EventSpec.of("ENTERQUEUE", EventKind.ENTER, cite, POST_ID, MESSAGE));
        lines.add(EventSpec.of("REENTERQUEUE", EventKind.REENTER, cite, POST_ID, MESSAGE));
        lines.add(EventSpec.of("HOLIDAYMESSAGE", EventKind.REFUSED_CLOSED, cite, POST_ID, MESSAGE));
        lines.add(EventSpec.of("OUTFACEBOOK", EventKind.OUT_START, cite));
        social(lines, cite);
        return List.copyOf(lines);
    }

    private static void social(List<EventSpec> to, String cite) {
        to.add(EventSpec.of("CONNECT", EventKind.CONNECT, cite, WAIT, AGENT, CLIENT, CLIENT_NAME));
        to.add(EventSpec.of("OUTOFTIME", EventKind.REFUSED_CLOSED, ALIKE, ADDRESS, MESSAGE));
        to.add(EventSpec.of("COMPLETEAGENTOUT", EventKind.OUT_END, ALIKE, TALK, MESSAGES, ADDRESS));
        asElsewhere(to);
        shared(to, cite);
    }

    private static void asElsewhere(List<EventSpec> to) {
        to.add(completed("COMPLETECALLER", EventKind.COMPLETED_BY_CALLER, ALIKE));
        to.add(EventSpec.of("ABANDON", EventKind.ABANDON, ALIKE, POSITION, ORIGINAL_POSITION, WAIT, ADDRESS));
        to.add(EventSpec.of("EXITWITHTIMEOUT", EventKind.EXIT_TIMEOUT, ALIKE));
        to.add(EventSpec.of("NOAGENTS", EventKind.REFUSED_NO_AGENTS, ALIKE, ADDRESS, CLIENT_NAME));
        to.add(EventSpec.of("MAXQUEUE", EventKind.REFUSED_FULL, ALIKE, ADDRESS, CLIENT_NAME));
    }

    private static void shared(List<EventSpec> to, String cite) {
        to.add(completed("COMPLETEAGENT", EventKind.COMPLETED_BY_AGENT, cite));
        to.add(EventSpec.of("TRANSFERRED", EventKind.AGENT_TRANSFER, cite, FROM_AGENT, TO_AGENT));
        to.add(EventSpec.of("ATTENDED", EventKind.AGENT_ATTENDED, cite, FROM_AGENT, TO_AGENT));
    }

    private static EventSpec completed(String name, EventKind kind, String cite) {
        return EventSpec.of(name, kind, cite, WAIT, TALK, ORIGINAL_POSITION, MESSAGES);
    }
}
