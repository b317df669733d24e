package pulso.webhook;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the sink takes from the world around it.
 *
 * @param alarms where it asks to be woken; null: one of its own, by the same clock
 * @param namesKept how long the addresses of a name are used before it is looked up again
 * @param tls whom to trust; null: whom the Java runtime trusts
 * @param silence for how long nothing is heard of a sink at work until one that waits takes its place
 * @param dice [0, 1), for jitter
 */
record Surroundings(
        InstantSource clock,
        @Nullable Alarms alarms,
        NameLookup names,
        Duration namesKept,
        @Nullable SSLContext tls,
        Duration silence,
        DoubleSupplier dice) {
    static final Surroundings REAL = new Surroundings(
            InstantSource.system(),
            null,
            InetAddress::getAllByName,
            Duration.ofSeconds(30),
            null,
            Duration.ofSeconds(15),
            () -> ThreadLocalRandom.current().nextDouble());
}
