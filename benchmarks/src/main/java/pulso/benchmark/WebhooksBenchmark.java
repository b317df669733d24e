package pulso.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.benchmark.WebhookTopics.Kind;

/** Signed attempts of the webhook sink beside a bare loop, and what unwell endpoints do to the healthy ones. */
@Command(
        name = "webhooks",
        description = "Signed attempts a second per core, and a thousand endpoints of which 150 are unwell.",
        mixinStandardHelpOptions = true)
final class WebhooksBenchmark implements Callable<Integer> {
    private static final int LOADED_ENDPOINTS = 100;
    private static final int EVENTS = 800;
    private static final int QUICK_EVENTS = 400;
    /** The compiler is at work during the first ones. */
    private static final int ROUNDS = 8;

    private static final int LOOP_THREADS = 100;
    private static final double AIM_PER_CORE = 3_000;
    private static final double AIM_SHARE = 0.7;
    private static final double AIM_CHANGE = 1.1;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EVENTS_PER_SECOND = 10;
    private static final int PHASES = 3;
    private static final List<String> SINK_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");

    @Option(names = "--quick", description = "Shorter phases.")
    private boolean quick;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Attempts, and the seconds they took: by the clock, and of processors. */
    private record Pace(double perSecond, double perCore) {
        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("perSecond", Math.round(perSecond));
            json.put("perCore", Math.round(perCore));
            return json;
        }
    }

    /** What the healthy endpoints saw in one phase. */
    private record Ages(long count, double p50Ms, double p99Ms) {
        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("count", count);
            json.put("p50Ms", p50Ms);
            json.put("p99Ms", p99Ms);
            return json;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        double loadBefore = Machine.load();
        var folder = Files.createTempDirectory("pulso-webhooks");
        Pace sink;
        Pace loop;
        try (var topics = new WebhookTopics(folder.resolve("load"));
                var receiver = receiver(folder)) {
            int port = ports(receiver)[0];
            sink = sink(folder, topics, port);
            say("sink measured: %,.0f attempts a second per core", sink.perCore());
            loop = loop(folder, port);
            say("loop measured: %,.0f", loop.perCore());
        }
        List<Ages> well;
        List<Ages> sick;
        try (var topics = new WebhookTopics(folder.resolve("isolation"));
                var receiver = receiver(folder)) {
            var ports = ports(receiver);
            topics.registerMany(ports[0], ports[1]);
            try (var process = sinkProcess(folder, topics)) {
                process.await("ready");
                phases(topics, ports[0], 1);
                well = phases(topics, ports[0], PHASES);
                say("all well: p99 %.1f ms", middle(well).p99Ms());
                control(ports[0], "sick");
                phases(topics, ports[0], 1);
                sick = phases(topics, ports[0], PHASES);
            }
        }
        return report(loadBefore, sink, loop, middle(well), middle(sick));
    }

    private static void say(String what, double figure) {
        System.err.printf(what + "%n", figure);
    }

    private int report(double loadBefore, Pace sink, Pace loop, Ages well, Ages sick) throws IOException {
        double share = sink.perCore() / loop.perCore();
        double change = sick.p99Ms() / well.p99Ms();
        boolean hold = sink.perCore() >= AIM_PER_CORE && share >= AIM_SHARE && change <= AIM_CHANGE;
        System.out.printf("%s%nload average %.1f before, %.1f after%n", Machine.sentence(), loadBefore, Machine.load());
        System.out.printf(
                "signed attempts   %,9.0f /s  %,9.0f /s per core   (aim %,.0f)%n",
                sink.perSecond(), sink.perCore(), AIM_PER_CORE);
        System.out.printf(
                "bare client loop  %,9.0f /s  %,9.0f /s per core   ratio %.2f (aim %.1f)%n",
                loop.perSecond(), loop.perCore(), share, AIM_SHARE);
        System.out.printf(
                "850 healthy of 1,000 endpoints, event to receipt: all well p50 %.1f p99 %.1f ms; 150 unwell p50 %.1f p99"
                        + " %.1f ms; p99 x %.2f (aim %.1f)%n",
                well.p50Ms(), well.p99Ms(), sick.p50Ms(), sick.p99Ms(), change, AIM_CHANGE);
        var aims = new LinkedHashMap<String, Object>();
        aims.put("attemptsPerCore", AIM_PER_CORE);
        aims.put("shareOfLoop", AIM_SHARE);
        aims.put("p99Change", AIM_CHANGE);
        var file = new Report("webhooks", quick)
                .with("loadBefore", loadBefore)
                .with("loadAfter", Machine.load())
                .with("sink", sink.json())
                .with("loop", loop.json())
                .with("shareOfLoop", share)
                .with("allWell", well.json())
                .with("someUnwell", sick.json())
                .with("p99Change", change)
                .with("aims", aims)
                .with("aimsHold", hold)
                .write(Path.of(System.getProperty("pulso.benchmarks", "benchmarks"))
                        .resolve("results"));
        System.out.printf("%s; written to %s%n", hold ? "the aims hold" : "an aim is MISSED", file);
        return hold ? 0 : 1;
    }

    private static ChildJvm receiver(Path folder) throws IOException {
        return ChildJvm.start(
                WebhookReceiver.class,
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                List.of(),
                folder.resolve("receiver.errors"));
    }

    private static int[] ports(ChildJvm receiver) throws IOException {
        var ports = receiver.await("ready").split(" ", 2);
        return new int[] {Integer.parseInt(ports[0]), Integer.parseInt(ports[1])};
    }

    private static ChildJvm sinkProcess(Path folder, WebhookTopics topics) throws IOException {
        return ChildJvm.start(
                WebhookLoad.class,
                SINK_OPTIONS,
                List.of("sink", topics.bootstrapServers(), folder.toString()),
                folder.resolve("sink.errors"));
    }

    /** The best of the rounds, of which the first ones warm up. */
    private Pace loop(Path folder, int port) throws IOException {
        int count = events() * LOADED_ENDPOINTS;
        Pace best = new Pace(0, 0);
        try (var process = ChildJvm.start(
                WebhookLoad.class,
                SINK_OPTIONS,
                List.of(
                        "loop",
                        "http://127.0.0.1:" + port + "/ok",
                        Integer.toString(count),
                        Integer.toString(LOOP_THREADS)),
                folder.resolve("loop.errors"))) {
            for (int round = 1; round <= ROUNDS; round++) {
                var seconds = process.await("round").split(" ", 2);
                var pace = new Pace(count / Double.parseDouble(seconds[0]), count / Double.parseDouble(seconds[1]));
                best = round > 1 && pace.perCore() > best.perCore() ? pace : best;
            }
        }
        return best;
    }

    private Pace sink(Path folder, WebhookTopics topics, int port) throws IOException, InterruptedException {
        for (int endpoint = 0; endpoint < LOADED_ENDPOINTS; endpoint++) {
            topics.register("load" + endpoint, "load", "http://127.0.0.1:" + port + "/ok", Kind.HEALTHY);
        }
        int count = events() * LOADED_ENDPOINTS;
        Pace best = new Pace(0, 0);
        try (var process = sinkProcess(folder, topics)) {
            process.await("ready");
            for (int round = 1; round <= ROUNDS; round++) {
                control(port, "report");
                long cpu = cpuNanos(process.pid());
                long began = System.nanoTime();
                for (int event = 0; event < events(); event++) {
                    topics.write("load", event);
                }
                topics.flush();
                while (Long.parseLong(control(port, "count")) < count) {
                    if (System.nanoTime() - began > LIMIT.toNanos()) {
                        throw new BenchmarkException("only " + control(port, "count") + " of " + count + " arrived");
                    }
                    Thread.sleep(20);
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                var pace = new Pace(count / seconds, count / ((cpuNanos(process.pid()) - cpu) / 1e9));
                best = round > 1 && pace.perCore() > best.perCore() ? pace : best;
            }
        }
        return best;
    }

    private int events() {
        return quick ? QUICK_EVENTS : EVENTS;
    }

    private static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new BenchmarkException("the sink has ended"))
                .toNanos();
    }

    /** Events at a steady pace; what the healthy endpoints saw of each phase. */
    private List<Ages> phases(WebhookTopics topics, int port, int number) throws IOException, InterruptedException {
        int seconds = quick ? 5 : 15;
        var phases = new ArrayList<Ages>();
        for (int phase = 0; phase < number; phase++) {
            control(port, "report");
            long began = System.nanoTime();
            for (int event = 0; event < seconds * EVENTS_PER_SECOND; event++) {
                topics.write(WebhookTopics.source(event), event);
                long due = began + (event + 1) * 1_000_000_000L / EVENTS_PER_SECOND;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
            topics.flush();
            Thread.sleep(500);
            var figures = control(port, "report").split(" ", 3);
            phases.add(new Ages(
                    Long.parseLong(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2])));
        }
        return phases;
    }

    private static Ages middle(List<Ages> phases) {
        return phases.stream()
                .sorted((one, other) -> Double.compare(one.p99Ms(), other.p99Ms()))
                .toList()
                .get(phases.size() / 2);
    }

    private String control(int port, String command) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/control/" + command))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
