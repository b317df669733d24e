package pulso.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for one Pulso, free at the moment and below those that the kernel gives to clients. */
record Ports(int kafka, int clickHouse, int http, int mariaDb) {
    private static final int FIRST = 12_000;
    private static final int LAST = 19_999;

    static Ports free() {
        return new Ports(one(), one(), one(), one());
    }

    private static int one() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException _) {
                continue;
            }
        }
    }
}
