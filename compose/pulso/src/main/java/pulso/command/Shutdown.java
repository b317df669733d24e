package pulso.command;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C and SIGTERM: the parts are stopped in order before the JVM ends. */
public final class Shutdown {
    private Shutdown() {}

    /** @return opens when the process is asked to stop */
    public static CountDownLatch install(Parts parts) {
        var stop = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("pulso-stop").unstarted(() -> {
                    stop.countDown();
                    parts.close();
                }));
        return stop;
    }
}
