package pulso.schemas.webhook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every event that is told to other systems, with its fields in the order in which a body has them. The first five are
 * uContact's own (seeds/004), the others Pulso's. Each body begins with {@code event} and {@code date}.
 */
public enum WebhookType {
    AGENT_RING_NO_ANSWER(
            "AgentRingNoAnswer",
            "An agent did not answer within the ring time of the campaign.",
            text("agent", "user name"),
            text("agentNumber", "extension of the agent; null where nobody said it"),
            text("agentFullName", "full name of the agent; null where nobody said it"),
            text("callerIdNum", "number that calls"),
            text("campaign", "campaign by which the call came in")),
    AGENT_LOG(
            "AgentLog",
            "An agent began or ended a session.",
            text("agent", "user name"),
            truth("isLogin", "true for a login, false for a logoff")),
    AGENT_BREAK(
            "AgentBreak",
            "An agent began or ended a break.",
            text("agent", "user name"),
            text("motive", "motive of the break"),
            truth("isBreak", "true for its beginning, false for its end")),
    FINISH_INTERACTION(
            "FinishInteraction",
            "An interaction of any channel ended.",
            text("guid", "guid of the interaction; null where none was told within 30 s"),
            text("campaign", "campaign"),
            text("agent", "agent who attended it; null where nobody did"),
            number("duration", "seconds of conversation"),
            text("clientId", "who was attended: a number, an address or a name, as the channel has it"),
            text("channel", "telephony, webchat, sms, email, twitter, messenger or facebook")),
    INTERACTION_DISPOSITION(
            "InteractionDisposition",
            "An agent recorded the disposition of a telephone interaction.",
            text("guid", "guid of the interaction"),
            text("campaign", "campaign"),
            text("agent", "agent who attended it"),
            text("value1", "level 1"),
            text("value2", "level 2"),
            text("value3", "level 3"),
            text("channel", "channel of the interaction")),
    PASSAGE_ABANDONED(
            "PassageAbandoned",
            "Somebody gave up waiting in a queue.",
            text("source", "contact centre"),
            text("interaction", "id of the interaction in its log"),
            text("guid", "guid of the interaction; null where none is known"),
            text("campaign", "campaign"),
            text("channel", "channel"),
            text("clientId", "who waited"),
            text("enter", "when the passage began, ISO-8601 with offset"),
            number("waitSeconds", "seconds waited"),
            number("position", "position in the queue when it was left; null where the log does not say")),
    PASSAGE_FINISHED(
            "PassageFinished",
            "A passage ended, with all its measures.",
            text("source", "contact centre"),
            text("interaction", "id of the interaction in its log"),
            text("guid", "guid of the interaction; null where none is known"),
            text("campaign", "campaign"),
            text("channel", "channel"),
            text("direction", "inbound or outbound"),
            number("ordinal", "1 for the first passage of the interaction through this queue"),
            text("outcome", "answered, abandoned, exited_key, exited_timeout, exited_empty, withdrawn or system"),
            text("endType", "who or what ended an answered passage; null otherwise"),
            text("agent", "agent who answered; null where nobody did"),
            text("lastAgent", "agent who had it last; null where it was not passed on"),
            text("clientId", "who was attended"),
            text("enter", "when it began, ISO-8601 with offset"),
            number("waitSeconds", "seconds waited; null where unknown"),
            number("ringSeconds", "seconds that the answering agent's phone rang; null where unknown"),
            number("talkSeconds", "seconds of conversation, hold included; null where there was none or it is unknown"),
            number("holdSeconds", "seconds on hold; null likewise"),
            number("wrapUpSeconds", "seconds of wrap-up; null while it is not known"),
            number("messages", "messages exchanged; null where the channel does not count them"),
            number("ringNoAnswers", "agents who did not answer"),
            text("transferTo", "where it was passed on to; null where it was not")),
    QUEUE_ALERT(
            "QueueAlert",
            "A figure of a queue went over or came back under its limit.",
            text("source", "contact centre"),
            text("campaign", "campaign"),
            text("channel", "channel"),
            text("figure", "id of the figure: waiting, longestWait or serviceLevel"),
            number("value", "what it is; null where there is no service level any more"),
            number("limit", "what it was measured against"),
            truth("isAlert", "true when it went over, false when it came back"));

    private final String eventName;
    private final String sentence;
    private final List<Field> fields;

    /** One field of a body. */
    public record Field(String name, Kind kind, String meaning) {}

    /** How a field is written in JSON. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH
    }

    WebhookType(String eventName, String sentence, Field... fields) {
        this.eventName = eventName;
        this.sentence = sentence;
        this.fields = List.of(fields);
    }

    /** The name in bodies and in the column {@code event} of {@code ccdata.webhooks}. */
    public String eventName() {
        return eventName;
    }

    public String sentence() {
        return sentence;
    }

    public List<Field> fields() {
        return fields;
    }

    /** The event of a name, in any letter case. */
    public static Optional<WebhookType> named(String name) {
        return Stream.of(values())
                .filter(type -> type.eventName.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static Field text(String name, String meaning) {
        return new Field(name, Kind.TEXT, meaning);
    }

    private static Field number(String name, String meaning) {
        return new Field(name, Kind.NUMBER, meaning);
    }

    private static Field truth(String name, String meaning) {
        return new Field(name, Kind.TRUTH, meaning);
    }
}
