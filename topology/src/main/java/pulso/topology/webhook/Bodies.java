package pulso.topology.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;
import pulso.schemas.passage.Passage;
import pulso.schemas.webhook.WebhookType;
import pulso.topology.webhook.EventPen.Draft;

/** The events that tell a passage. */
final class Bodies {
    private Bodies() {}

    static void abandoned(EventPen pen, Passage passage, Cause cause) {
        begun(pen, WebhookType.PASSAGE_ABANDONED, passage, cause)
                .with("clientId", passage.caller())
                .with("enter", passage.enter())
                .with("waitSeconds", passage.waitSeconds())
                .with("position", passage.position())
                .send(identity(passage));
    }

    static void finished(EventPen pen, Passage passage, Cause cause) {
        begun(pen, WebhookType.PASSAGE_FINISHED, passage, cause)
                .with("direction", passage.direction().wireName())
                .with("ordinal", passage.ordinal())
                .with("outcome", name(passage.outcome()))
                .with("endType", passage.endType() == null ? null : name(passage.endType()))
                .with("agent", passage.agent())
                .with("lastAgent", passage.lastAgent())
                .with("clientId", passage.caller())
                .with("enter", passage.enter())
                .with("waitSeconds", passage.waitSeconds())
                .with("ringSeconds", passage.ringSeconds())
                .with("talkSeconds", passage.talkSeconds())
                .with("holdSeconds", passage.holdSeconds())
                .with("wrapUpSeconds", passage.wrapUpSeconds())
                .with("messages", passage.messages())
                .with("ringNoAnswers", passage.ringNoAnswers())
                .with("transferTo", passage.transferTo())
                .send(identity(passage));
    }

    /** Only telephony has a guid of its own; elsewhere the log's id is the guid. */
    static @Nullable String guid(Channel channel, String interaction, @Nullable String guid) {
        return guid == null && channel != Channel.TELEPHONY ? interaction : guid;
    }

    private static Draft begun(EventPen pen, WebhookType type, Passage passage, Cause cause) {
        return pen.draft(type, passage.interaction(), Ends.endOf(passage), cause)
                .with("source", passage.source())
                .with("interaction", passage.interaction())
                .with("guid", guid(passage.channel(), passage.interaction(), passage.guid()))
                .with("campaign", passage.queue())
                .with("channel", passage.channel().wireName());
    }

    private static String[] identity(Passage passage) {
        return new String[] {
            passage.channel().wireName(),
            passage.interaction(),
            passage.queue(),
            Ends.endOf(passage).toString()
        };
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
