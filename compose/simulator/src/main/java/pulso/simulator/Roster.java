package pulso.simulator;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hires the agents: names, queues they answer, shifts that cover the 24 hours as the calls come. */
final class Roster {
    private static final int AGENTS_AT_SCALE_1 = 60;
    private static final int FEWEST_AGENTS = 10;
    private static final int CHAT_AGENTS_AT_SCALE_1 = 24;
    private static final int FEWEST_CHAT_AGENTS = 6;
    private static final List<String> FIRST_NAMES = List.of(
            "agustin",
            "lucia",
            "martin",
            "sofia",
            "diego",
            "valentina",
            "nicolas",
            "camila",
            "federico",
            "florencia",
            "pablo",
            "carolina",
            "gonzalo",
            "mariana",
            "joaquin",
            "natalia",
            "santiago",
            "andrea",
            "rodrigo",
            "paula");
    private static final List<String> LAST_NAMES = List.of(
            "perez", "rodriguez", "gonzalez", "fernandez", "silva", "martinez", "sosa", "pereira", "nunez", "cabrera");
    /** One agent in each entry's turn: most in the day, a few through the night. */
    private static final List<Integer> SHIFT_HOURS =
            List.of(9, 8, 14, 10, 16, 8, 22, 13, 9, 7, 15, 11, 8, 14, 0, 9, 16, 12, 7, 23);

    private static final List<Integer> CHAT_SHIFT_HOURS = List.of(9, 22, 8, 14, 16, 10, 8, 12, 15, 23, 9, 13);

    private final Dice dice;
    private final Ledger ledger;
    private final List<QueueLine> inbound;
    private final List<QueueLine> outbound;
    private final List<ChatQueue> chatQueues;

    Roster(Dice dice, Ledger ledger, List<QueueLine> lines, List<ChatQueue> chatQueues) {
        this.dice = dice;
        this.ledger = ledger;
        this.inbound = lines.stream().filter(l -> !l.profile.outbound()).toList();
        this.outbound = lines.stream().filter(l -> l.profile.outbound()).toList();
        this.chatQueues = chatQueues;
    }

    List<Agent> hire(double scale) {
        int count = (int) Math.max(FEWEST_AGENTS, Math.ceil(AGENTS_AT_SCALE_1 * scale));
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean dialsOut = i % 3 == 0;
            @Nullable QueueLine campaign = dialsOut ? outbound.get((i / 3) % outbound.size()) : null;
            String name = name(i);
            LocalTime start = LocalTime.of(SHIFT_HOURS.get(i % SHIFT_HOURS.size()), dice.chance(0.3) ? 30 : 0);
            boolean night = start.getHour() >= 22 || start.getHour() < 6;
            agents.add(new Agent(
                    name,
                    Integer.toString(1001 + i),
                    queuesOf(i, night, campaign),
                    i % 6 == 5 ? slowChats() : List.of(),
                    campaign,
                    start,
                    ledger.agent(name)));
        }
        if (!chatQueues.isEmpty()) {
            hireForChats(agents, scale);
        }
        return agents;
    }

    /** Who writes only: every queue of the chats, no telephone queue. */
    private void hireForChats(List<Agent> agents, double scale) {
        int count = (int) Math.max(FEWEST_CHAT_AGENTS, Math.ceil(CHAT_AGENTS_AT_SCALE_1 * scale));
        for (int i = 0; i < count; i++) {
            int number = agents.size();
            String name = name(number);
            LocalTime start = LocalTime.of(CHAT_SHIFT_HOURS.get(i % CHAT_SHIFT_HOURS.size()), 0);
            agents.add(new Agent(
                    name, Integer.toString(1001 + number), List.of(), chatQueues, null, start, ledger.agent(name)));
        }
    }

    /** What somebody may answer beside the telephone. */
    private List<ChatQueue> slowChats() {
        return chatQueues.stream()
                .filter(queue -> queue.channel() == Channel.EMAIL || queue.channel() == Channel.SMS)
                .toList();
    }

    private static String name(int index) {
        int base = FIRST_NAMES.size() * LAST_NAMES.size();
        String name = FIRST_NAMES.get(index % FIRST_NAMES.size())
                + "."
                + LAST_NAMES.get((index + index / FIRST_NAMES.size()) % LAST_NAMES.size());
        return index < base ? name : name + (index / base + 1);
    }

    private List<QueueLine> queuesOf(int index, boolean night, @Nullable QueueLine campaign) {
        List<QueueLine> staffed = night
                ? inbound.stream().filter(line -> line.profile.staffedAtNight()).toList()
                : inbound;
        List<QueueLine> queues = new ArrayList<>();
        queues.add(staffed.get(index % staffed.size()));
        while (queues.size() < 3) {
            QueueLine more = dice.oneOf(staffed);
            if (!queues.contains(more)) {
                queues.add(more);
            }
        }
        if (campaign != null && campaign.profile.callsPerDay() > 0) {
            queues.add(campaign);
        }
        queues.sort(Comparator.comparingInt((QueueLine line) -> line.profile.priority())
                .thenComparing(QueueLine::name));
        return List.copyOf(queues);
    }
}
