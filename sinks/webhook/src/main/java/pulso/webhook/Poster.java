package pulso.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts one body and says what came of it; never throws for what a receiver does. It follows no redirect, keeps no
 * cookie, asks no proxy, reads no more than {@value #LONGEST_ANSWER} bytes, and takes no longer than its limit in all,
 * however slowly names, handshakes and answers drip. Safe for any thread; made for virtual ones.
 */
final class Poster implements AutoCloseable {
    static final int LONGEST_ANSWER = 64 << 10;
    private static final int ANSWER_KEPT = 1 << 10;
    private static final int LONGEST_HEADER_LINE = 8 << 10;
    private static final int MOST_HEADERS = 100;
    /** A connection that was checked once is not kept for ever: its name may lead elsewhere by then. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

    /** The watch ends what takes too long; a timer for each reading would cost as much as the reading. */
    private static final Timeout UNTIMED = Timeout.DISABLED;

    private static final TimeValue IDLE_LIFE = TimeValue.ofSeconds(30);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(100);

    private final CheckedAddresses addresses;
    private final InstantSource clock;
    private final Duration limit;
    private final CloseableHttpClient plain;
    private final CloseableHttpClient secure;
    private final Set<Watched> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch;

    /** What is posted. */
    record Message(String id, long timestamp, String signature, Body body) {}

    Poster(WebhookConfig config, Surroundings surroundings) {
        this.clock = surroundings.clock();
        this.limit = config.attemptLimit();
        this.addresses = new CheckedAddresses(
                new AddressRules(config.allow()),
                surroundings.names(),
                config.connectTimeout(),
                surroundings.namesKept());
        var tls = surroundings.tls();
        this.plain = client(config, addresses, true, tls);
        this.secure = client(config, addresses, false, tls);
        this.watch = Thread.ofPlatform().name("webhook-watch").daemon().start(this::watch);
    }

    Answer post(Target target, Message message) {
        if (Thread.currentThread().isVirtual()) {
            return postHere(target, message);
        }
        // Only a virtual thread that waits at a socket can be interrupted.
        var answer = new CompletableFuture<Answer>();
        var unusedAsItCompletes = Thread.ofVirtual().start(() -> answer.complete(postHere(target, message)));
        return answer.join();
    }

    private Answer postHere(Target target, Message message) {
        var watched = new Watched(Thread.currentThread(), System.nanoTime() + limit.toNanos());
        underWay.add(watched);
        try {
            return exchange(target, message);
        } catch (AddressRefusedException e) {
            return Answer.none(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return Answer.none(watched.isOver() ? "no whole answer within " + limit.toMillis() + " ms" : describe(e));
        } finally {
            underWay.remove(watched);
            watched.done();
        }
    }

    private Answer exchange(Target target, Message message) throws IOException {
        var uri = target.uri();
        var request = new HttpPost(uri);
        request.setHeader("webhook-id", message.id());
        request.setHeader("webhook-timestamp", message.timestamp());
        request.setHeader("webhook-signature", message.signature());
        request.setEntity(new ByteArrayEntity(message.body().bytes(), ContentType.APPLICATION_JSON));
        var host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        try (var response = (target.plain() ? plain : secure).executeOpen(host, request, null)) {
            return read(request, response);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        watch.interrupt();
        plain.close(CloseMode.IMMEDIATE);
        secure.close(CloseMode.IMMEDIATE);
        addresses.close();
    }

    private Answer read(HttpPost request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        var notBefore = notBefore(response);
        var entity = response.getEntity();
        if (entity == null) {
            return new Answer(status, "", notBefore);
        }
        long announced = entity.getContentLength();
        var kept = new byte[announced < 0 ? ANSWER_KEPT : (int) Math.min(ANSWER_KEPT, announced)];
        int length = 0;
        try (var content = entity.getContent()) {
            length = content.readNBytes(kept, 0, kept.length);
            if (length == ANSWER_KEPT && !endsSoon(content)) {
                // Closing would read the rest; what was answered is known by now.
                request.cancel();
            }
        } catch (IOException e) {
            if (!request.isCancelled()) {
                throw e;
            }
        }
        return new Answer(status, new String(kept, 0, length, StandardCharsets.UTF_8), notBefore);
    }

    /** Reads what follows what is kept, as far as is borne. */
    private static boolean endsSoon(InputStream content) throws IOException {
        var passed = new byte[ANSWER_KEPT];
        int total = ANSWER_KEPT;
        for (int read = content.read(passed); read >= 0; read = content.read(passed)) {
            total += read;
            if (total > LONGEST_ANSWER) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Instant notBefore(ClassicHttpResponse response) {
        var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null || header.getValue() == null) {
            return null;
        }
        var value = header.getValue().strip();
        if (value.matches("[0-9]{1,9}")) {
            return clock.instant().plusSeconds(Long.parseLong(value));
        }
        return DateUtils.parseStandardDate(value);
    }

    private static String describe(Exception e) {
        var message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static CloseableHttpClient client(
            WebhookConfig config, CheckedAddresses addresses, boolean plain, @Nullable SSLContext tls) {
        var connect = Timeout.of(config.connectTimeout());
        var answer = Timeout.of(config.attemptLimit());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses.resolver(plain))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(tls == null ? SSLContexts.createSystemDefault() : tls)
                        .buildClassic())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                        .setHandshakeTimeout(answer)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(UNTIMED)
                        .setTcpNoDelay(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(UNTIMED)
                        .setTimeToLive(CONNECTION_LIFE)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(answer)
                        .setResponseTimeout(UNTIMED)
                        .setRedirectsEnabled(false)
                        .build())
                .setUserAgent("Pulso")
                .disableRedirectHandling()
                .setRetryStrategy(new StaleConnections())
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE_LIFE)
                .build();
    }

    private void watch() {
        try {
            while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                for (var watched : underWay) {
                    if (now - watched.deadline > 0) {
                        watched.end();
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** An attempt and its last moment; past it the thread is interrupted, which closes whatever socket it waits at. */
    private static final class Watched {
        private final ReentrantLock lock = new ReentrantLock();
        private final Thread thread;
        private final long deadline;
        private boolean done;
        private boolean over;

        Watched(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        void end() {
            lock.lock();
            try {
                if (!done) {
                    over = true;
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        boolean isOver() {
            lock.lock();
            try {
                return over;
            } finally {
                lock.unlock();
            }
        }

        /** Afterwards nothing interrupts the thread for this attempt's sake. */
        void done() {
            lock.lock();
            try {
                done = true;
                if (over && Thread.interrupted()) {
                    over = true;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
