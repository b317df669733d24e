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
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        while (!isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
