package pulso.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.embedded.EmbeddedKafkaMain;
import pulso.schemas.topic.TopicCreation;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.AvroWire;
import pulso.schemas.wire.KafkaSchemaRegistry;
import pulso.simulator.Channel;
import pulso.simulator.Faults;
import pulso.simulator.Rehearsal;
import pulso.simulator.SimulationPlan;

/** How fast raw topics are folded once more, and what the live folds beside it notice of that. */
@Command(
        name = "replay",
        description = "Events a second of a replay, and how late live rows are with a replay beside them.",
        mixinStandardHelpOptions = true)
final class ReplayBenchmark implements Callable<Integer> {
    private static final long SEED = 7;
    /** Rows of a day of the simulated centre, about: forty thousand calls and as many chats, 840 agents. */
    private static final double SCALE = 10;

    private static final double ROWS_A_DAY = 680_000;
    private static final Instant START = Instant.parse("2026-10-05T10:00:00Z");
    private static final double AIM_EVENTS_PER_SECOND = 50_000;
    private static final double AIM_RATIO = 2;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int PROBES = 600;
    private static final int QUICK_PROBES = 150;
    private static final int WARM_UP_PROBES = 100;

    @Option(names = "--rows", defaultValue = "2000000", description = "Rows, about (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(names = "--quick", description = "A quarter of the rows and of the probes.")
    private boolean quick;

    /** Everything that is measured. */
    private record Figures(
            long rows, FoldProcess.CaughtUp alone, FoldProcess.CaughtUp live, Spread before, Spread beside) {
        double ratio() {
            return beside.p99() / before.p99();
        }
    }

    @Override
    public Integer call() throws Exception {
        var benchmarks =
                Path.of(System.getProperty("pulso.benchmarks", "benchmarks")).toAbsolutePath();
        var folder = benchmarks.resolve("target/replay");
        Folders.delete(folder);
        Files.createDirectories(folder);
        double loadBefore = Machine.load();
        try (var broker = ChildJvm.start(
                EmbeddedKafkaMain.class,
                List.of("-Xmx1g"),
                List.of(folder.resolve("kafka").toString(), "0"),
                folder.resolve("kafka.err"))) {
            var bootstrapServers = broker.await("ready");
            try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
                    var registry = new KafkaSchemaRegistry(bootstrapServers);
                    var log = new RawLog(bootstrapServers, new AvroWire(registry))) {
                var site = new Site(admin, bootstrapServers, new AvroWire(registry), log, folder);
                return measure(site, benchmarks.resolve("results"), loadBefore);
            }
        }
    }

    /** The broker with its raw topics, and a folder for everything else. */
    private record Site(Admin admin, String bootstrapServers, AvroWire wire, RawLog log, Path folder) {
        FoldProcess start(String generation, boolean live) throws IOException, InterruptedException {
            return FoldProcess.start(admin, bootstrapServers, generation, live, log.topics(), folder);
        }
    }

    private int measure(Site site, Path results, double loadBefore) throws IOException, InterruptedException {
        fill(site.admin(), site.log());
        System.out.println("replaying with nothing beside it ...");
        FoldProcess.CaughtUp alone;
        try (var replay = site.start("alone", false)) {
            alone = replay.awaitCaughtUp(LIMIT);
        }
        System.out.println("letting the live folds catch up ...");
        try (var live = site.start(Topics.FIRST_GENERATION, true);
                var probes = new LiveProbes(site.bootstrapServers(), site.wire(), site.log())) {
            var caughtUp = live.awaitCaughtUp(LIMIT);
            probes.measure(WARM_UP_PROBES);
            System.out.println("measuring live rows alone ...");
            int count = quick ? QUICK_PROBES : PROBES;
            var before = probes.measure(count);
            System.out.println("measuring live rows beside a replay ...");
            try (var replay = site.start("beside", false)) {
                var beside = probes.measure(count);
                if (replay.isCaughtUp()) {
                    System.out.println("(the replay ended before the last probe: use more --rows)");
                }
                return tell(new Figures(site.log().rows(), alone, caughtUp, before, beside), results, loadBefore);
            }
        }
    }

    private void fill(Admin admin, RawLog log) {
        long wanted = quick ? rows / 4 : rows;
        System.out.printf("writing about %,d rows of all channels into raw topics ...%n", wanted);
        TopicCreation.ensure(
                admin,
                (short) 1,
                List.of(Topics.SCHEMAS, Topics.REJECTED, Topics.WEBHOOKS, Topics.heartbeat(RawLog.SOURCE)));
        TopicCreation.ensure(admin, (short) 1, log.described());
        var end = START.plusSeconds(
                Math.round(wanted / ROWS_A_DAY * Duration.ofDays(1).toSeconds()));
        var plan = new SimulationPlan(
                SEED, ZoneId.of(RawLog.ZONE), START, end, SCALE, Faults.demo(), EnumSet.allOf(Channel.class));
        var _ = Rehearsal.play(plan, log::write);
        log.flush();
    }

    private int tell(Figures figures, Path results, double loadBefore) throws IOException {
        double perSecond = figures.alone().recordsPerSecond();
        boolean isFast = perSecond >= AIM_EVENTS_PER_SECOND;
        boolean isQuiet = figures.ratio() <= AIM_RATIO;
        var file = new Report("replay", quick)
                .with("aimsHold", isFast && isQuiet)
                .with("aims", Map.of("eventsPerSecond", AIM_EVENTS_PER_SECOND, "liveP99Ratio", AIM_RATIO))
                .with("rows", figures.rows())
                .with("loadAverageBefore", loadBefore)
                .with("loadAverageAfter", Machine.load())
                .with("kafka", AppInfoParser.getVersion())
                .with("replay", caughtUp(figures.alone()))
                .with("liveCatchUp", caughtUp(figures.live()))
                .with("liveAlone", figures.before().json())
                .with("liveBesideReplay", figures.beside().json())
                .with("liveP99Ratio", figures.ratio())
                .write(results);
        System.out.printf(
                "%n%s%nload average %.1f before, %.1f after%n%n", Machine.sentence(), loadBefore, Machine.load());
        System.out.printf(
                "  %,d events replayed in %.1f s: %,.0f events/s; the live folds caught up at %,.0f events/s%n%n",
                figures.alone().records(),
                figures.alone().took().toMillis() / 1e3,
                perSecond,
                figures.live().recordsPerSecond());
        System.out.printf("  %-36s %8s %8s %8s %8s%n", "commit -> passage, milliseconds", "p50", "p90", "p99", "max");
        row("live alone", figures.before());
        row("live beside a replay", figures.beside());
        System.out.printf(
                "%n  aim: events/s >= %,.0f: %s%n  aim: live p99 beside / alone <= %.0f: %.2f, %s%n%s%n",
                AIM_EVENTS_PER_SECOND,
                isFast ? "holds" : "MISSED",
                AIM_RATIO,
                figures.ratio(),
                isQuiet ? "holds" : "MISSED",
                file);
        return isFast && isQuiet ? 0 : 1;
    }

    private static void row(String name, Spread spread) {
        System.out.printf(
                "  %-36s %8.1f %8.1f %8.1f %8.1f%n", name, spread.p50(), spread.p90(), spread.p99(), spread.max());
    }

    private static Map<String, Object> caughtUp(FoldProcess.CaughtUp caughtUp) {
        var json = new LinkedHashMap<String, Object>();
        json.put("events", caughtUp.records());
        json.put("seconds", caughtUp.took().toMillis() / 1e3);
        json.put("eventsPerSecond", Math.round(caughtUp.recordsPerSecond()));
        return json;
    }
}
