package pulso.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pulso.simulator.SimulationPlan;
import pulso.simulator.Simulator;

/** {@code simulate}: writes a contact centre's rows into a MariaDB. */
@Command(
        name = "simulate",
        description =
                "Writes a simulated contact centre's rows into a MariaDB: a past range at full speed, a load, or live.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, paramLabel = "URL", description = "jdbc:mariadb://host:3306/")
    private String url = "";

    @Option(names = "--user", defaultValue = "root", description = "Default: ${DEFAULT-VALUE}.")
    private String user = "";

    @Option(names = "--password", defaultValue = "", description = "Default: none.")
    private String password = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First moment, like 2026-11-20 or 2026-11-20T08:00 (default: today).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "No call begins after it; what is open runs to its end. Without it the centre goes on live.")
    private @Nullable String to;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second instead of full speed or real time.")
    private @Nullable Double rate;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a --rate is kept (default: ${DEFAULT-VALUE}).")
    private long durationSeconds;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--scale", defaultValue = "1", description = "1 is about 4,000 inbound calls a day.")
    private double scale;

    @Option(names = "--zone", paramLabel = "ZONE", description = "The centre's zone (default: this machine's).")
    private @Nullable String zone;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Writes what truly happened there, as JSON, at the end.")
    private @Nullable Path ledger;

    @Override
    public Integer call() throws Exception {
        var where = zone == null ? PulsoConfig.systemZone() : ZoneId.of(zone);
        var start =
                from == null ? LocalDate.now(where).atStartOfDay(where).toInstant() : instant("--from", from, where);
        var plan = SimulationPlan.demo(seed, where, start).withScale(scale);
        var end = to == null ? null : instant("--to", to, where);
        try (var simulator = Simulator.open(url, user, password, end == null ? plan : plan.withEnd(end))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(simulator::close));
            write(simulator, end);
            if (ledger != null) {
                Files.writeString(ledger, simulator.ledger().json(start, end == null ? Instant.now() : end, 20, 5));
            }
        }
        return 0;
    }

    private void write(Simulator simulator, @Nullable Instant end) {
        var progress = new Progress(System.out, "writing rows");
        if (rate != null) {
            progress.done("%,d rows".formatted(simulator.runAtRate(rate, Duration.ofSeconds(durationSeconds))));
        } else if (end != null) {
            progress.done("%,d rows".formatted(simulator.writeToEnd()));
        } else {
            progress.done("%,d rows".formatted(simulator.writeUntil(Instant.now(), done -> progress.at(done, 0))));
            System.out.println("  going on in real time; Ctrl-C stops it");
            simulator.runRealTime();
        }
    }

    private static Instant instant(String option, String text, ZoneId zone) {
        try {
            return text.length() <= "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            throw new ConfigException(option + " '" + text + "' should look like 2026-11-20 or 2026-11-20T08:00");
        }
    }
}
