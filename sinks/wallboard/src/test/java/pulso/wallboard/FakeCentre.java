package pulso.wallboard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pulso.embedded.EmbeddedKafka;
import pulso.schemas.agent.AgentActivity;
import pulso.schemas.agent.AgentLine;
import pulso.schemas.dialer.DialerList;
import pulso.schemas.passage.Channel;
import pulso.schemas.settings.Setting;
import pulso.schemas.settings.SettingVersion;

/**
 * A board that moves without a database: embedded Kafka, this board and a centre that is made up. For looking at the
 * page; {@link BrowserCheck} runs the browser tests on it. The figures are plausible and mean nothing.
 *
 * <p>Arguments: the HTTP port (8080), seconds to run (3600).
 */
public final class FakeCentre {
    private static final List<String> QUEUES = List.of(
            "Ventas<-",
            "Soporte<-",
            "Cobranzas<-",
            "Facturación<-",
            "Retención<-",
            "Reclamos<-",
            "Premium<-",
            "Encuestas->");
    private static final QueueKey CHAT = new QueueKey(Samples.SOURCE, Channel.WEBCHAT, "Ayuda web<-");
    private static final List<String> NAMES = List.of(
            "Ana Pérez",
            "Bruno Díaz",
            "Carla Sosa",
            "Diego Rey",
            "Elena Paz",
            "Fabián Ruiz",
            "Gala Núñez",
            "Hugo Melo",
            "Inés Vidal",
            "Juan Costa",
            "Karina Luz",
            "Luis Ferro",
            "Marta Gil",
            "Nico Bauer",
            "Olga Prat",
            "Pablo Roca");

    private final DerivedWriter writer;
    private final Random dice = new Random(7);
    private final Map<String, Instant> waiting = new HashMap<>();
    private final Map<String, Integer> talkingByAgent = new HashMap<>();
    private int calls;

    private FakeCentre(DerivedWriter writer) {
        this.writer = writer;
    }

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 3_600;
        var folder = Files.createTempDirectory(Path.of("target"), "fake-centre");
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var writer = new DerivedWriter(kafka.bootstrapServers(), "g1")) {
            var centre = new FakeCentre(writer);
            centre.fillDay();
            var config = WallboardConfig.of(
                            kafka.bootstrapServers(), "g1", Map.of(Samples.SOURCE, Samples.ZONE), folder)
                    .withAddress("127.0.0.1", port);
            var archives = new Archives(null, centre.past(), null, null);
            try (var _ = Wallboard.start(config, writer.registry, List.of(), archives)) {
                for (long i = 0; i < seconds * 4; i++) {
                    centre.step(i);
                    Thread.sleep(250);
                }
            }
        }
    }

    private void fillDay() {
        var now = Instant.now();
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        writer.write(DerivedWriter.running(Samples.SOURCE, Samples.ZONE.getId(), now));
        decide(now);
        for (int back = 300; back > 0; back--) {
            var at = minute.minus(back, ChronoUnit.MINUTES);
            var records = new ArrayList<Record>();
            for (var queue : QUEUES) {
                if (dice.nextInt(3) > 0) {
                    records.add(Samples.queueMinute(queue, at, someMinute()));
                }
            }
            records.add(Samples.queueMinute(CHAT, at, someMinute()));
            for (var agent : NAMES) {
                records.add(Samples.session(agent, at, 60, dice.nextInt(4), 35 + dice.nextInt(20)));
                records.add(Samples.work(
                        agent,
                        QUEUES.get(dice.nextInt(6)),
                        at,
                        30 + dice.nextInt(15),
                        dice.nextInt(8),
                        dice.nextInt(2)));
            }
            writer.write(records.toArray(Record[]::new));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            writer.write(Samples.available(NAMES.get(i), minute, now.minusSeconds(dice.nextInt(300)), queuesOf(i)));
        }
        writer.write(Samples.agent(
                NAMES.get(3), AgentActivity.ON_BREAK, now.minusSeconds(700), minute, List.of(), queuesOf(3)));
        writer.write(Samples.agent(
                NAMES.get(4), AgentActivity.PAUSED, now.minusSeconds(95), minute, List.of(), queuesOf(4)));
    }

    /** Passages that have ended. */
    private MemoryPassages past() {
        var past = new MemoryPassages();
        var now = Instant.now();
        for (int i = 0; i < 300; i++) {
            var enter = now.minusSeconds(7_200L - 20L * i);
            past.passages.add(Samples.ended(
                    QUEUES.get(dice.nextInt(6)),
                    "1763700000." + i,
                    enter,
                    enter.plusSeconds(1 + dice.nextInt(40)),
                    enter.plusSeconds(50 + dice.nextInt(400)),
                    NAMES.get(dice.nextInt(NAMES.size()))));
        }
        return past;
    }

    /** Groups, a target of its own, names, and the dialer's lists. */
    private void decide(Instant now) {
        var longAgo = now.minus(30, ChronoUnit.DAYS);
        for (int i = 0; i < QUEUES.size(); i++) {
            var setting = MemoryBoard.queue(QUEUES.get(i))
                    .with(MemoryBoard.group(longAgo, i % 2 == 0 ? "Comercial" : "Servicio"));
            writer.write(setting);
        }
        var premium = new SettingVersion(longAgo, longAgo, "api", 10, 5, "Comercial", null, null, null, null);
        writer.write(MemoryBoard.queue("Premium<-").with(premium));
        writer.write(Setting.of(Samples.SOURCE, Setting.Kind.AGENT, NAMES.getLast())
                .with(MemoryBoard.name(longAgo, "Pablo Roca Silva")));
        writer.write(
                new DialerList(
                        Samples.SOURCE, "Encuestas->", "clientes-noviembre", 4_000L, true, 80L, 1_230, 12, 41, 0),
                new DialerList(Samples.SOURCE, "Encuestas->", "clientes-octubre", 2_500L, false, 20L, 0, 0, 17, 0),
                new DialerList(Samples.SOURCE, "Cobros->", "mora-30", null, null, null, 300, 4, 0, 0));
    }

    private void step(long tick) {
        var now = Instant.now();
        if (tick % 4 == 0) {
            writer.heartbeat(Samples.SOURCE, now);
        }
        if (dice.nextInt(4) == 0 && waiting.size() < 14) {
            var queue = QUEUES.get(dice.nextInt(dice.nextInt(QUEUES.size() - 1) + 1));
            waiting.put(queue + '|' + ++calls, now);
            writer.write(Samples.waiting(queue, "c-" + calls, now));
        }
        if (dice.nextInt(5) == 0 && !waiting.isEmpty()) {
            answerOldest(now);
        }
        if (dice.nextInt(9) == 0 && !talkingByAgent.isEmpty()) {
            endOne(now);
        }
    }

    private void answerOldest(Instant now) {
        int agent = dice.nextInt(NAMES.size());
        if (agent == 3 || agent == 4 || talkingByAgent.containsKey(NAMES.get(agent))) {
            return;
        }
        var oldest =
                waiting.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        waiting.remove(oldest.getKey());
        var queue = oldest.getKey().substring(0, oldest.getKey().indexOf('|'));
        int call = Integer.parseInt(oldest.getKey().substring(queue.length() + 1));
        var name = NAMES.get(agent);
        talkingByAgent.put(name, call);
        int waited = (int) ChronoUnit.SECONDS.between(oldest.getValue(), now);
        writer.write(
                Samples.talking(queue, "c-" + call, oldest.getValue(), now, name),
                Samples.agent(
                        name,
                        AgentActivity.TALKING,
                        now,
                        now.minusSeconds(9_000),
                        List.of(new AgentLine(Channel.TELEPHONY, queue, "c-" + call, AgentActivity.TALKING, now, null)),
                        queuesOf(agent)),
                Samples.queueMinute(
                        queue,
                        oldest.getValue().truncatedTo(ChronoUnit.MINUTES),
                        new Samples.Minute(List.of(waited, 9, 12), List.of(), 0, 400, 30)));
    }

    private void endOne(Instant now) {
        var talking = talkingByAgent.entrySet().iterator().next();
        var name = talking.getKey();
        int call = talking.getValue();
        talkingByAgent.remove(name);
        int agent = NAMES.indexOf(name);
        var queue = queuesOf(agent)[0];
        for (var each : QUEUES) {
            writer.remove(Samples.waiting(each, "c-" + call, now));
        }
        writer.write(Samples.wrappingUp(name, now, now.plusSeconds(20), now.minusSeconds(9_000), queue));
    }

    private Samples.Minute someMinute() {
        var answered = new ArrayList<Integer>();
        var abandoned = new ArrayList<Integer>();
        for (int i = dice.nextInt(4); i > 0; i--) {
            answered.add(2 + dice.nextInt(28));
        }
        if (dice.nextInt(6) == 0) {
            abandoned.add(dice.nextInt(60));
        }
        return new Samples.Minute(answered, abandoned, 0, answered.size() * 180L, answered.size() * 15L);
    }

    private static String[] queuesOf(int agent) {
        return new String[] {QUEUES.get(agent % 6), QUEUES.get((agent + 1) % 6), QUEUES.get((agent + 3) % 7)};
    }
}
