package pulso.wallboard;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** Runs the browser tests (src/test/browser) against a made-up centre; ends with their exit code. */
public final class BrowserCheck {
    private BrowserCheck() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var url = "http://127.0.0.1:" + freePort();
        var port = URI.create(url).getPort();
        Thread.ofPlatform().daemon().name("made-up-centre").start(() -> runCentre(port));
        awaitReady(url);
        int code =
                run(folder, url, List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"));
        if (code == 0) {
            code = run(folder, url, List.of("node", "--test", "board.test.js"));
        }
        // The made-up centre and its broker live as long as this process.
        System.exit(code);
    }

    private static void runCentre(int port) {
        try {
            FakeCentre.main(new String[] {Integer.toString(port)});
        } catch (Exception e) {
            throw new IllegalStateException("the made-up centre ended", e);
        }
    }

    private static void awaitReady(String url) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url + "/health/ready")).build();
            while (!isReady(client, request)) {
                Thread.sleep(200);
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int run(Path folder, String url, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        process.environment().put("PULSO_URL", url);
        return process.start().waitFor();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
