package pulso.simulator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server of the chats starts anew: every open chat is told once more by a REENTERQUEUE (messenger: an ENTERQUEUE), some are lost for ever,
 * and of some that began while it was away nothing else tells the start. Telephony knows nothing of it.
 */
final class ChatServer {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Centre centre;
    private final ChatDesk desk;
    private final Timeline timeline;
    private final Dice dice;

    ChatServer(Centre centre, ChatDesk desk) {
        this.centre = centre;
        this.desk = desk;
        this.timeline = centre.timeline;
        this.dice = new Dice(centre.plan.seed() + 23);
    }

    void begin() {
        planDay(timeline.now());
    }

    private void planDay(long dayMillis) {
        if (dayMillis >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(dayMillis, () -> {
            double mean = centre.plan.faults().restartsPerDay();
            long count = (long) mean + (dice.chance(mean - Math.floor(mean)) ? 1 : 0);
            for (int i = 0; i < count; i++) {
                timeline.at(busyMoment(dayMillis), this::restart);
            }
            planDay(dayMillis + DAY_MILLIS);
        });
    }

    private long busyMoment(long dayMillis) {
        long moment = dayMillis;
        for (int tries = 0; tries < 50; tries++) {
            moment = dayMillis + dice.between(0, DAY_MILLIS);
            int hour = centre.pen.local(Math.floorDiv(moment, 1000L)).getHour();
            if (hour >= 10 && hour < 18) {
                break;
            }
        }
        return moment;
    }

    private void restart() {
        if (centre.closing()) {
            return;
        }
        for (Chat chat : List.copyOf(desk.openChats)) {
            if (dice.chance(0.06)) {
                lose(chat);
            } else {
                recover(chat);
            }
        }
        for (ChatQueue queue : desk.queues) {
            if (queue.channel() != Channel.MESSENGER && !queue.profile.outbound()) {
                ChatClient client = ChatClient.of(queue.channel(), centre.callers, dice);
                desk.enter(queue, client, desk.newCallid(queue.channel()), true);
            }
        }
    }

    private void lose(Chat chat) {
        @Nullable Agent agent = chat.agent;
        desk.over(chat);
        if (agent != null) {
            desk.freed(agent);
        }
    }

    private void recover(Chat chat) {
        boolean messenger = chat.queue.channel() == Channel.MESSENGER;
        desk.entryRow(chat.queue, chat.callid, chat.client, messenger ? "ENTERQUEUE" : "REENTERQUEUE");
        @Nullable Agent agent = chat.agent;
        if (chat.waiting && dice.chance(0.5)) {
            chat.waitSinceMillis = timeline.now();
        } else if (agent != null && agent.name.equals(chat.truth.agent) && dice.chance(0.2)) {
            desk.connectRow(chat, agent);
        }
    }
}
