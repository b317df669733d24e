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

    private final Dice dice;
    private final Ledger ledger;
    private final List<QueueLine> inbound;
    private final List<QueueLine> outbound;

    Roster(Dice dice, Ledger ledger, List<QueueLine> lines) {
        this.dice = dice;
        this.ledger = ledger;
        this.inbound = lines.stream().filter(l -> !l.profile.outbound()).toList();
        this.outbound = lines.stream().filter(l -> l.profile.outbound()).toList();
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
                    campaign,
                    start,
                    ledger.agent(name)));
        }
        return agents;
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
