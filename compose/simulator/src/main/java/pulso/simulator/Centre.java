package pulso.simulator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The floor: clock, queues, agents and the calls that are going on, shared by the parts that make things happen there. */
final class Centre {
    final SimulationPlan plan;
    final Timeline timeline;
    final Dice dice;
    final Ledger ledger;
    final Outbox outbox;
    final RowPen pen;
    final List<QueueLine> lines;
    final List<Agent> agents;
    final LinkedHashSet<Call> liveCalls = new LinkedHashSet<>();
    final LinkedHashSet<Talk> openTalks = new LinkedHashSet<>();
    final Callers callers;
    final Dialer dialer;
    final Registers registers;
    final ChatDesk chats;
    final CdrDesk cdr;
    final AgentLife agentLife;
    final Waiting waiting;
    final Talking talking;
    /** Between a crash and the QUEUESTART after it nothing is logged. */
    boolean down;

    private long uniqueIds;

    Centre(SimulationPlan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        this.timeline = new Timeline(plan.start().toEpochMilli());
        this.dice = new Dice(plan.seed());
        this.outbox = new Outbox(ledger);
        this.pen = new RowPen(timeline, new Dice(plan.seed() + 1), plan, outbox, ledger);
        this.lines = QueueProfile.demo().stream().map(QueueLine::new).toList();
        lines.forEach(line -> ledger.queue(Channel.TELEPHONY, line.name()));
        List<ChatQueue> chatQueues = ChatProfile.demo().stream()
                .filter(profile -> plan.channels().contains(profile.channel()))
                .map(ChatQueue::new)
                .toList();
        chatQueues.forEach(queue -> ledger.queue(queue.channel(), queue.name()));
        this.agents = new Roster(new Dice(plan.seed() + 2), ledger, lines, chatQueues).hire(plan.scale());
        this.callers = new Callers(timeline, new Dice(plan.seed() + 6));
        this.dialer = new Dialer(this);
        this.registers = new Registers(this);
        this.chats = new ChatDesk(this, chatQueues);
        this.cdr = new CdrDesk(this);
        this.agentLife = new AgentLife(this);
        this.waiting = new Waiting(this);
        this.talking = new Talking(this);
    }

    /** No call begins any more: what is open runs out. */
    boolean closing() {
        return timeline.now() >= plan.endMillis();
    }

    String uniqueId() {
        return timeline.nowSecond() + "." + uniqueIds++;
    }

    /** Closing, and nothing goes on any more that anybody could end. */
    boolean quiet() {
        return closing() && liveCalls.isEmpty() && chats.quiet();
    }

    Call newCall(Callers.Caller caller, boolean toldByPhone) {
        Call call = new Call(uniqueId(), dice.guid(), caller, timeline.now(), toldByPhone);
        liveCalls.add(call);
        return call;
    }

    /** The call is gone from the centre; its CDR follows. Ending it again does nothing. */
    void endCall(Call call) {
        if (call.over) {
            return;
        }
        call.over = true;
        liveCalls.remove(call);
        cdr.finished(call);
        if (quiet()) {
            agentLife.sendHome();
        }
    }

    /** Another inbound queue, for transfers and overflow; null only when the condition leaves none. */
    @Nullable
    QueueLine lineWhere(Predicate<QueueLine> condition) {
        List<QueueLine> fitting = lines.stream()
                .filter(line -> !line.profile.outbound() && condition.test(line))
                .toList();
        return fitting.isEmpty() ? null : dice.oneOf(fitting);
    }
}
