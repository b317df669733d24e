package pulso.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Names to addresses, each checked by the {@link AddressRules}: the connection goes to the very address that was checked,
 * so a name that changes its mind in between changes nothing. One refused address refuses the name.
 *
 * <p>Lookups have threads of their own: the system's resolver would hold one of the few that carry all attempts.
 */
final class CheckedAddresses implements AutoCloseable {
    private static final int MOST_KEPT = 10_000;
    private static final int THREADS = 32;
    private static final int LONGEST_QUEUE = 10_000;

    private final AddressRules rules;
    private final NameLookup lookup;
    private final Duration limit;
    private final Duration kept;
    private final ExecutorService threads;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<InetAddress> addresses, long sinceNanos) {}

    CheckedAddresses(AddressRules rules, NameLookup lookup, Duration limit, Duration kept) {
        this.rules = rules;
        this.lookup = lookup;
        this.limit = limit;
        this.kept = kept;
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LONGEST_QUEUE),
                task -> Thread.ofPlatform()
                        .name("webhook-names-" + number.incrementAndGet())
                        .daemon()
                        .unstarted(task));
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** For connections of one kind: plain http asks for more than a public address. */
    DnsResolver resolver(boolean plain) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return checked(host, plain);
            }

            @Override
            public @Nullable String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private InetAddress[] checked(String host, boolean plain) throws UnknownHostException {
        var addresses = addresses(host);
        var refused = new ArrayList<String>();
        for (var address : addresses) {
            var refusal = rules.refusal(address, plain);
            if (refusal != null) {
                refused.add(refusal);
            }
        }
        if (!refused.isEmpty() || addresses.isEmpty()) {
            throw new AddressRefusedException(refused.isEmpty() ? host + " has no address" : refused.getFirst());
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        var earlier = known.get(host);
        long now = System.nanoTime();
        if (earlier != null && now - earlier.sinceNanos() < kept.toNanos()) {
            return earlier.addresses();
        }
        var addresses = List.of(ask(host));
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        known.put(host, new Known(addresses, now));
        return addresses;
    }

    private InetAddress[] ask(String host) throws UnknownHostException {
        var answer = threads.submit(() -> lookup.addresses(host));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                throw new UnknownHostException("no address for " + host);
            }
            throw new IllegalStateException("the lookup of " + host + " failed", e.getCause());
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new UnknownHostException("no address for " + host + " within " + limit.toMillis() + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted while " + host + " was looked up");
        }
    }
}
