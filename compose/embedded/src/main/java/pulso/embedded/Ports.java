package pulso.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports: a free one, or the certainty that a given one is free, else who holds it. */
public final class Ports {
    /** Below the range from which the kernel takes outgoing ports, so that no client can slip in before the server. */
    private static final int FIRST_FREE = 20_000;

    private static final int LAST_FREE = 32_000;
    private static final String LISTENING = "0A";

    private Ports() {}

    /**
     * @param wanted a port, or 0 for any free one
     * @return the port to listen on
     * @throws PortTakenException when the wanted port is held
     */
    public static int claim(String server, int wanted) {
        if (wanted != 0) {
            if (!isFree(wanted)) {
                throw new PortTakenException(server, wanted, holder(wanted).orElse("another process"));
            }
            return wanted;
        }
        for (var attempt = 0; attempt < 1_000; attempt++) {
            var candidate = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new EmbeddedServerException(
                "No free loopback port for " + server + " between " + FIRST_FREE + " and " + LAST_FREE);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The process that listens on the port, as far as this user may see it. */
    static Optional<String> holder(int port) {
        var sockets = listeningSockets(port);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsAny(process.pid(), sockets))
                .findFirst()
                .map(process -> {
                    var command = String.join(" ", commandLine(process.pid()));
                    var shown = command.length() > 200 ? command.substring(0, 200) + "..." : command;
                    return "process " + process.pid() + " (" + shown + ")";
                });
    }

    /** Empty for a process that is gone, is a zombie or is not ours to see. */
    static List<String> commandLine(long pid) {
        try {
            var text = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static Set<String> listeningSockets(int port) {
        var suffix = String.format(Locale.ROOT, ":%04X", port);
        var sockets = new HashSet<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : readableLines(Path.of(table))) {
                var fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static List<String> readableLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean holdsAny(long pid, Set<String> sockets) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var descriptor : descriptors) {
                if (sockets.contains(linkTarget(descriptor))) {
                    return true;
                }
            }
            return false;
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
