package pulso.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The broker in a process of its own, for whoever wants to kill it: prints {@code ready <bootstrap>}, ends on SIGTERM. */
public final class EmbeddedKafkaMain {
    private EmbeddedKafkaMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: EmbeddedKafkaMain DATA_FOLDER PORT");
            System.exit(2);
        }
        try {
            var kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-stop"));
            System.out.println("ready " + kafka.bootstrapServers());
        } catch (EmbeddedServerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
