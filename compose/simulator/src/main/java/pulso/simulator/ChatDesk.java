package pulso.simulator;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pulso.simulator.Agent.Activity;
import pulso.simulator.Ledger.Refusal;
import pulso.simulator.PassageTruth.Outcome;

/** Chats and messages from their arrival to an agent's answer, or to being refused or left. */
final class ChatDesk {
    private static final double HOUR_MILLIS = 3_600_000;
    private static final long LOOK_MILLIS = 15_000;
    private static final int REMEMBERED_CALLIDS = 40;

    final ChatPen pen;
    final List<ChatQueue> queues;
    final LinkedHashSet<Chat> openChats = new LinkedHashSet<>();
    private final Centre centre;
    private final Timeline timeline;
    private final Dice dice;
    private final Ledger ledger;
    private final Conversations conversations;
    private final Deque<Given> callids = new ArrayDeque<>();

    ChatDesk(Centre centre, List<ChatQueue> queues) {
        this.centre = centre;
        this.queues = queues;
        this.timeline = centre.timeline;
        this.ledger = centre.ledger;
        this.dice = new Dice(centre.plan.seed() + 20);
        this.pen = new ChatPen(centre);
        this.conversations = new Conversations(centre, this, new Dice(centre.plan.seed() + 22));
    }

    void begin() {
        if (queues.isEmpty()) {
            return;
        }
        for (int i = 0; i < queues.size(); i++) {
            if (!queues.get(i).profile.outbound()) {
                planNext(queues.get(i), new Dice(centre.plan.seed() * 31 + 300 + i));
            }
        }
        new ChatServer(centre, this).begin();
        new AgentMessages(centre, this).begin();
        look();
    }

    /** Nothing is with an agent, and for nothing that waits is anybody there. */
    boolean quiet() {
        return openChats.stream()
                .noneMatch(chat -> !chat.waiting
                        || chat.agent != null
                        || centre.agents.stream().anyMatch(agent -> couldServe(agent, chat.queue)));
    }

    private static boolean couldServe(Agent agent, ChatQueue queue) {
        boolean comesBack = agent.loggedIn() || agent.is(Activity.CUT_OFF);
        return comesBack && !agent.wantsLogoff && agent.chatQueues.contains(queue);
    }

    private void planNext(ChatQueue queue, Dice arrivals) {
        ChatProfile profile = queue.profile;
        double heaviestPerHour =
                profile.perDay() * centre.plan.scale() * profile.heaviestHour() / profile.weightOfDay();
        long at = timeline.now() + 1 + arrivals.exponential(HOUR_MILLIS / heaviestPerHour);
        if (at >= centre.plan.endMillis()) {
            return;
        }
        timeline.at(at, () -> {
            if (arrivals.unit() * profile.heaviestHour() < profile.hours().get(hour())) {
                arrive(queue);
            }
            planNext(queue, arrivals);
        });
    }

    private void arrive(ChatQueue queue) {
        ChatClient client = ChatClient.of(queue.channel(), centre.callers, dice);
        if (!refuse(queue, client)) {
            enter(queue, client, newCallid(queue.channel()), false);
        }
    }

    /** Says whether the client is told to come back. */
    private boolean refuse(ChatQueue queue, ChatClient client) {
        double chance = dice.unit();
        boolean webchat = queue.channel() == Channel.WEBCHAT;
        boolean few = queue.profile.perDay() < 300;
        if (!queue.profile.openAt(hour())) {
            String[] said = webchat ? new String[0] : new String[] {client.address(), "Fuera de horario"};
            refuse(queue, Refusal.CLOSED, "OUTOFTIME", said);
        } else if (webchat) {
            boolean full = queue.open >= Math.ceil(queue.profile.most() * centre.plan.scale());
            boolean nobody = centre.agents.stream().noneMatch(agent -> agent.takesChatsOf(queue));
            String[] known = {client.address(), client.entry().first()};
            if (nobody || chance < 0.004) {
                refuse(queue, Refusal.NO_AGENTS, "NOAGENTS", known);
            } else if (full || chance < 0.008) {
                refuse(queue, Refusal.FULL, "MAXQUEUE", known);
            } else {
                return false;
            }
        } else if (chance < (few ? 0.04 : 0.015)) {
            refuse(queue, Refusal.CLOSED, "HOLIDAYMESSAGE", client.address(), "Hoy es feriado");
        } else if (queue.channel() == Channel.EMAIL && chance < 0.055) {
            refuse(queue, Refusal.BLOCKED, "BLACKLIST", client.address(), "oferta", "em-" + dice.between(1, 99_999));
        } else {
            return false;
        }
        return true;
    }

    private void refuse(ChatQueue queue, Refusal reason, String event, String... data) {
        ledger.refused(queue.channel(), queue.name(), pen.row(queue, dice.guid(), null, event, data), reason);
    }

    /** @param recovered the start of the chat was never written: it is the restarted server that tells of it first */
    void enter(ChatQueue queue, ChatClient client, String callid, boolean recovered) {
        long second = entryRow(queue, callid, client, recovered ? "REENTERQUEUE" : "ENTERQUEUE");
        PassageTruth truth = ledger.entered(queue.channel(), queue.name(), second, recovered);
        truth.interaction = callid;
        Chat chat =
                new Chat(queue, callid, client, timeline.now(), truth, ledger.contacted(client.knownAtEntry(), truth));
        queue.waiting.add(chat);
        queue.open++;
        openChats.add(chat);
        if (queue.channel() == Channel.SMS) {
            centre.registers.sms(chat, true, "");
        }
        if (queue.profile.patienceSeconds() > 0) {
            planLeaving(chat);
        }
        if (queue.channel() == Channel.WEBCHAT && dice.chance(0.01)) {
            whileUnserved(chat, dice.between(3_000, 20_000), () -> enterAnew(chat));
        }
        match();
    }

    long entryRow(ChatQueue queue, String callid, ChatClient client, String event) {
        ChatClient.Entry entry = client.entry();
        return pen.row(queue, callid, null, event, entry.first(), entry.second(), entry.third());
    }

    /** The client loads the page once more: a second start of the same chat, which cuts off the first. */
    private void enterAnew(Chat chat) {
        long second = entryRow(chat.queue, chat.callid, chat.client, "ENTERQUEUE");
        ledger.left(chat.truth, Outcome.SYSTEM, 0);
        chat.truth.cutSecond = second;
        chat.truth = ledger.entered(chat.queue.channel(), chat.queue.name(), second, false);
        chat.truth.interaction = chat.callid;
        chat.enterMillis = timeline.now();
        chat.waitSinceMillis = timeline.now();
    }

    private void planLeaving(Chat chat) {
        ChatProfile profile = chat.queue.profile;
        long patience = dice.chance(0.02)
                ? dice.between(600, 4_500)
                : 2_000 + dice.exponential(profile.patienceSeconds() * 1000);
        long timeout = (long) (profile.timeoutSeconds() * 1000);
        timeline.after(Math.min(patience, timeout), () -> {
            if (chat.open && chat.waiting) {
                leave(chat, patience > timeout);
            }
        });
    }

    private void leave(Chat chat, boolean sentAway) {
        @Nullable Agent asked = chat.agent;
        if (sentAway) {
            long second = pen.row(chat.queue, chat.callid, null, "EXITWITHTIMEOUT");
            ledger.left(chat.truth, Outcome.EXITED_TIMEOUT, (int) (second - chat.truth.enterSecond));
        } else {
            int wait = (int) (timeline.nowSecond() - Math.floorDiv(chat.enterMillis, 1000L));
            String position = Integer.toString(chat.position);
            String waited = Integer.toString(wait);
            pen.row(chat.queue, chat.callid, null, "ABANDON", position, position, waited, chat.client.address());
            ledger.left(chat.truth, Outcome.ABANDONED, wait);
        }
        over(chat);
        if (asked != null) {
            freed(asked);
        }
    }

    /** Gone from the desk; who had it is to be {@link #freed}. */
    void over(Chat chat) {
        chat.open = false;
        chat.queue.waiting.remove(chat);
        if (openChats.remove(chat)) {
            chat.queue.open--;
        }
        if (chat.agent != null) {
            chat.agent.chats.remove(chat);
        }
    }

    /** An agent has one chat less. */
    void freed(Agent agent) {
        centre.agentLife.chatOver(agent);
        match();
    }

    private void look() {
        if (centre.quiet()) {
            centre.agentLife.sendHome();
            return;
        }
        match();
        timeline.after(LOOK_MILLIS, this::look);
    }

    private void match() {
        for (ChatQueue queue : queues) {
            while (!queue.waiting.isEmpty() && servedNow(queue)) {
                Optional<Agent> free = centre.agents.stream()
                        .filter(agent -> agent.takesChatsOf(queue) && agent.hasRoomForChat())
                        .min(Comparator.comparingInt(Agent::conversations));
                if (free.isEmpty()) {
                    break;
                }
                assign(queue.waiting.removeFirst(), free.orElseThrow());
            }
        }
    }

    /** E-mails of the night wait for the office. */
    private boolean servedNow(ChatQueue queue) {
        int hour = hour();
        return queue.channel() != Channel.EMAIL || (hour >= 9 && hour < 18) || centre.closing();
    }

    private void assign(Chat chat, Agent agent) {
        chat.agent = agent;
        agent.chats.add(chat);
        timeline.after(dice.between(800, 9_000), () -> {
            if (!chat.open || !chat.waiting || chat.agent != agent) {
                return;
            }
            if (agent.loggedIn()) {
                connect(chat, agent);
            } else {
                chat.agent = null;
                agent.chats.remove(chat);
                chat.queue.waiting.addFirst(chat);
            }
        });
    }

    private void connect(Chat chat, Agent agent) {
        chat.waiting = false;
        chat.connectMillis = timeline.now();
        int stated = chat.statedWait(timeline.nowSecond());
        chat.waitSeconds = stated;
        long second = connectRow(chat, agent);
        int clock = (int) (second - chat.truth.enterSecond);
        ledger.answered(chat.truth, agent.name, second, Math.abs(stated - clock) <= 2 ? stated : clock);
        if (chat.contact.caller == null) {
            chat.contact.caller = chat.client.knownAtConnect();
        }
        conversations.start(chat, agent);
    }

    long connectRow(Chat chat, Agent agent) {
        ChatClient.Entry told = chat.client.connect();
        return pen.row(
                chat.queue,
                chat.callid,
                agent,
                "CONNECT",
                Integer.toString(chat.waitSeconds),
                agent.name,
                told.first(),
                told.second());
    }

    private void whileUnserved(Chat chat, long delayMillis, Runnable happening) {
        timeline.after(delayMillis, () -> {
            if (chat.open && chat.waiting && chat.agent == null) {
                happening.run();
            }
        });
    }

    /** Now and then one that another table has: the tables know nothing of one another. */
    String newCallid(Channel channel) {
        @Nullable Given oldest = callids.peekFirst();
        if (oldest != null && oldest.channel != channel && dice.chance(0.004)) {
            callids.removeFirst();
            return oldest.callid;
        }
        String callid = dice.guid();
        callids.addLast(new Given(callid, channel));
        if (callids.size() > REMEMBERED_CALLIDS) {
            callids.removeFirst();
        }
        return callid;
    }

    private int hour() {
        return centre.pen.local(timeline.nowSecond()).getHour();
    }

    private record Given(String callid, Channel channel) {}
}
