package pulso.simulator;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulso.simulator.WriteAction.ChatLogInsert;

/**
 * Writes the rows of the chat logs, each table with stamps and origids of its own that never step back, and with the faults of the writing:
 * a row twice, a row late, a row that does not name its agent though its data does.
 */
final class ChatPen {
    private static final int STAMP_LAG_MILLIS = 40;

    private final Centre centre;
    private final Dice dice;
    private final Faults faults;
    private final Map<Channel, Log> logs = new EnumMap<>(Channel.class);

    ChatPen(Centre centre) {
        this.centre = centre;
        this.dice = new Dice(centre.plan.seed() + 21);
        this.faults = centre.plan.faults();
    }

    /** A row of which the agent, if any, can be found in its data or in the rows before it. */
    long row(ChatQueue queue, String callid, @Nullable Agent agent, String event, String... data) {
        @Nullable String told = agent == null ? RowPen.NONE : agent.name;
        return write(queue, callid, dice.chance(faults.agentColumnEmpty()) ? null : told, event, data);
    }

    /** A row that names its agent, since nothing else does. */
    long rowOf(Agent agent, ChatQueue queue, String callid, String event, String... data) {
        return write(queue, callid, agent.name, event, data);
    }

    private long write(ChatQueue queue, String callid, @Nullable String agent, String event, String... data) {
        Channel channel = queue.channel();
        Log log = logs.computeIfAbsent(channel, _ -> new Log());
        log.stampMillis = Math.max(log.stampMillis, centre.timeline.now() + dice.between(0, STAMP_LAG_MILLIS));
        long second = Math.floorDiv(log.stampMillis, 1000L);
        centre.ledger.logReached(channel, second);
        log.writeMillis = Math.max(log.writeMillis, log.stampMillis + dice.between(15, 120));
        long writeAt = log.writeMillis + (dice.chance(faults.lateRow()) ? dice.between(300, 4_500) : 0);
        ChatLogInsert insert = new ChatLogInsert(
                writeAt,
                channel,
                ++log.lastOrigid,
                centre.pen.local(second),
                callid,
                queue.name(),
                agent,
                event,
                data(data, 0),
                data(data, 1),
                data(data, 2),
                data(data, 3),
                data(data, 4));
        centre.outbox.add(insert);
        if (dice.chance(faults.duplicateRow())) {
            centre.outbox.addDuplicate(insert.again(writeAt + dice.between(200, 20_000)));
        }
        return second;
    }

    private static String data(String[] data, int index) {
        return index < data.length ? data[index] : "";
    }

    /** How far a table has been written. */
    private static final class Log {
        long stampMillis = Long.MIN_VALUE;
        long writeMillis = Long.MIN_VALUE;
        long lastOrigid;
    }
}
