package pulso.simulator;

import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent: does one thing at a time, and {@code epoch} changes with each, so that what was planned for the former is void. */
final class Agent {

    enum Activity {
        OFF,
        CUT_OFF,
        SETTLING,
        IDLE,
        RINGING,
        TALKING,
        WRAP_UP,
        ON_BREAK,
        PAUSED,
        DIALLING,
        /** On the way home, but with chats to end. */
        FINISHING
    }

    final String name;
    final String phone;
    /** Queues answered, those to be served first in front. */
    final List<QueueLine> lines;

    /** Those whose chats and messages are answered. */
    final List<ChatQueue> chatQueues;

    final @Nullable QueueLine campaign;
    final LocalTime shiftStart;
    final AgentTruth truth;
    /** Breaks and pauses to be taken once free. */
    final Deque<Runnable> wishes = new ArrayDeque<>();

    /** Those going on, several at once, whatever he does by telephone. */
    final LinkedHashSet<Chat> chats = new LinkedHashSet<>();

    /** Messages he began, that go on as chats do. */
    int ownMessages;

    boolean wantsLogoff;
    /** Stays logged in over every restart of this shift, once he has over one. */
    boolean keepsSession;

    long loginMillis;
    int shift;
    int epoch;
    private Activity activity = Activity.OFF;

    Agent(
            String name,
            String phone,
            List<QueueLine> lines,
            List<ChatQueue> chatQueues,
            @Nullable QueueLine campaign,
            LocalTime shiftStart,
            AgentTruth truth) {
        this.name = name;
        this.phone = phone;
        this.lines = lines;
        this.chatQueues = chatQueues;
        this.campaign = campaign;
        this.shiftStart = shiftStart;
        this.truth = truth;
    }

    Activity activity() {
        return activity;
    }

    boolean is(Activity asked) {
        return activity == asked;
    }

    boolean loggedIn() {
        return switch (activity) {
            case OFF, CUT_OFF -> false;
            case SETTLING, IDLE, RINGING, TALKING, WRAP_UP, ON_BREAK, PAUSED, DIALLING, FINISHING -> true;
        };
    }

    boolean takesChatsOf(ChatQueue queue) {
        return loggedIn()
                && !wantsLogoff
                && !is(Activity.FINISHING)
                && !is(Activity.ON_BREAK)
                && chatQueues.contains(queue);
    }

    int conversations() {
        return chats.size() + ownMessages;
    }

    /** Who answers the telephone has little time to write. */
    boolean hasRoomForChat() {
        return conversations() < (lines.isEmpty() ? 3 : 1);
    }

    void become(Activity next) {
        if (activity == Activity.IDLE) {
            lines.forEach(line -> line.idle.remove(this));
        }
        activity = next;
        epoch++;
        if (next == Activity.IDLE) {
            lines.forEach(line -> line.idle.add(this));
        }
    }
}
