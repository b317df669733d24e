package pulso.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Ledger.OutEnd;

/** Messages that agents begin, and the e-mail dialer, of which the log notes the runs. */
final class AgentMessages {
    private static final double HOUR_MILLIS = 3_600_000;

    private final Centre centre;
    private final ChatDesk desk;
    private final Timeline timeline;
    private final Dice dice;

    AgentMessages(Centre centre, ChatDesk desk) {
        this.centre = centre;
        this.desk = desk;
        this.timeline = centre.timeline;
        this.dice = new Dice(centre.plan.seed() + 24);
    }

    void begin() {
        for (ChatQueue queue : desk.queues) {
            switch (queue.channel()) {
                case SMS -> planNext(queue, "OUTSMS", queue.profile.outbound() ? 5 : 0.5);
                case EMAIL -> planNext(queue, "OUTEMAIL", 2);
                case TWITTER -> planNext(queue, "OUTTWEET", 2);
                case MESSENGER -> planNext(queue, "OUTMESSENGER", 2);
                case FACEBOOK -> planNext(queue, "OUTFACEBOOK", 2);
                case WEBCHAT, TELEPHONY -> {}
            }
            if (queue.name().equals("CorreoSoporte<-")) {
                planMailDialer(queue);
            }
        }
    }

    private void planNext(ChatQueue queue, String event, double perHour) {
        long at = timeline.now() + 1 + dice.exponential(HOUR_MILLIS / (perHour * centre.plan.scale()));
        if (at >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(at, () -> {
            @Nullable Agent agent = someone(queue);
            if (agent != null) {
                write(queue, event, agent);
            }
            planNext(queue, event, perHour);
        });
    }

    private @Nullable Agent someone(ChatQueue queue) {
        List<Agent> present = centre.agents.stream()
                .filter(agent -> agent.takesChatsOf(queue) && agent.hasRoomForChat())
                .toList();
        return present.isEmpty() ? null : dice.oneOf(present);
    }

    private void write(ChatQueue queue, String event, Agent agent) {
        ChatClient client = ChatClient.of(queue.channel(), centre.callers, dice);
        String callid = desk.newCallid(queue.channel());
        if (queue.channel() == Channel.EMAIL && dice.chance(0.06)) {
            desk.pen.rowOf(agent, queue, callid, "BLACKLIST", client.address(), "Respuesta", "");
            return;
        }
        boolean told = queue.channel() == Channel.SMS || queue.channel() == Channel.EMAIL;
        boolean begins = !told || !dice.chance(centre.plan.faults().lostChatStart());
        if (begins) {
            long second = desk.pen.rowOf(agent, queue, callid, event, client.address(), told ? "Aviso" : "");
            centre.ledger.agentBegan(queue.channel(), queue.name(), agent.name, second);
        }
        long since = timeline.now();
        agent.ownMessages++;
        timeline.after(10_000 + dice.logNormal(150_000, 0.6), () -> {
            String length = Long.toString(timeline.nowSecond() - Math.floorDiv(since, 1000L));
            end(new Message(queue, callid, client.address(), agent, begins), length);
            agent.ownMessages--;
            desk.freed(agent);
        });
    }

    private void end(Message message, String length) {
        String messages = Long.toString(dice.between(1, 6));
        String[] data = switch (message.queue.channel()) {
            case SMS -> new String[] {length, messages, message.address};
            case EMAIL -> new String[] {length, messages, "", "", message.address};
            case TELEPHONY, WEBCHAT, TWITTER, MESSENGER, FACEBOOK -> new String[] {"0", length, "", messages};
        };
        boolean own = message.queue.channel() == Channel.SMS || message.queue.channel() == Channel.EMAIL;
        String event = own ? "COMPLETEAGENTOUT" : "COMPLETEAGENT";
        long second = message.begun
                ? desk.pen.row(message.queue, message.callid, message.agent, event, data)
                : desk.pen.rowOf(message.agent, message.queue, message.callid, event, data);
        centre.ledger.agentEnded(new OutEnd(
                message.queue.channel(),
                message.queue.name(),
                message.agent.name,
                second,
                Integer.parseInt(length),
                Integer.parseInt(messages)));
    }

    private void planMailDialer(ChatQueue queue) {
        long at = timeline.now() + 3_600_000 + dice.exponential(HOUR_MILLIS * 3);
        if (at >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(at, () -> {
            String spool = Long.toString(dice.between(50, 2_000));
            desk.pen.row(queue, RowPen.NONE, null, "STARTEMAILDIALER", spool);
            boolean stopped = dice.chance(0.4);
            timeline.after(dice.between(60_000, 1_200_000), () -> {
                if (stopped) {
                    desk.pen.row(queue, RowPen.NONE, null, "STOPEMAILDIALER", spool);
                } else {
                    desk.pen.row(queue, RowPen.NONE, null, "FINISHEMAILDIALER", "0");
                }
                planMailDialer(queue);
            });
        });
    }

    /** @param begun whether its start is in the log */
    private record Message(ChatQueue queue, String callid, String address, Agent agent, boolean begun) {}
}
