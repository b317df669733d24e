package pulso.command.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pulso.command.BoardOptions;

/** {@code webhooks}: who is told what happens, asked of the Pulso that runs. */
@Command(
        name = "webhooks",
        description = "Lists, adds and follows the endpoints that are told what happens.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class WebhooksCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public WebhooksCommand() {
        this(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    WebhooksCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(name = "list", description = "Every endpoint and how it stands.", mixinStandardHelpOptions = true)
    int list(@Mixin BoardOptions board, @Option(names = "--json", description = "As JSON.") boolean json) {
        return ask(board, json, client -> client.get(""), WebhookText::endpoints);
    }

    @Command(
            name = "add",
            description = "Registers an endpoint and prints its secret.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin BoardOptions board,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(paramLabel = "URL", description = "Where bodies are posted.") String url,
            @Option(names = "--event", paramLabel = "EVENT", description = "The one event it wants (default: all).")
                    @Nullable
                    String event,
            @Option(names = "--date", paramLabel = "STYLE", description = "correct, legacy, legacy12 or iso8601.")
                    @Nullable
                    String date,
            @Option(names = "--schedule", paramLabel = "NAME", description = "default or dbsync.") @Nullable
                    String schedule,
            @Option(names = "--description", paramLabel = "TEXT", description = "For people.") @Nullable
                    String description) {
        var body = JSON.createObjectNode().put("url", url);
        putIf(body::put, "event", event);
        putIf(body::put, "date", date);
        putIf(body::put, "schedule", schedule);
        putIf(body::put, "description", description);
        return ask(
                board,
                json,
                client -> client.post("", body),
                answer -> WebhookText.endpoint(answer) + "secret  "
                        + answer.path("secret").asText() + '\n');
    }

    @Command(name = "remove", description = "Forgets an endpoint.", mixinStandardHelpOptions = true)
    int remove(@Mixin BoardOptions board, @Parameters(paramLabel = "ID") String id) {
        return ask(board, false, client -> client.delete(path(id)), _ -> id + " is removed\n");
    }

    @Command(name = "test", description = "Posts one made-up event, at once.", mixinStandardHelpOptions = true)
    int test(
            @Mixin BoardOptions board,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--event", paramLabel = "EVENT", description = "Which (default: its own, else AgentLog).")
                    @Nullable
                    String event) {
        var query = event == null ? "" : "?event=" + ApiClient.encoded(event);
        return ask(board, json, client -> client.post(path(id) + "/test" + query, null), WebhookText::delivery);
    }

    @Command(
            name = "deliveries",
            description = "The last attempts with bodies and answers, the newest first.",
            mixinStandardHelpOptions = true)
    int deliveries(
            @Mixin BoardOptions board,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(paramLabel = "ID") String id) {
        return ask(board, json, client -> client.get(path(id) + "/deliveries"), WebhookText::deliveries);
    }

    @Command(name = "pause", description = "Sends nothing until resume; it is kept.", mixinStandardHelpOptions = true)
    int pause(@Mixin BoardOptions board, @Parameters(paramLabel = "ID") String id) {
        return ask(board, false, client -> client.post(path(id) + "/pause", null), WebhookText::endpoint);
    }

    @Command(name = "resume", description = "Goes on after a pause, or enables again.", mixinStandardHelpOptions = true)
    int resume(@Mixin BoardOptions board, @Parameters(paramLabel = "ID") String id) {
        return ask(board, false, client -> client.post(path(id) + "/resume", null), WebhookText::endpoint);
    }

    @Command(
            name = "replay",
            description = "Tells again what happened in a range, with the ids it had.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin BoardOptions board,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--from", required = true, paramLabel = "TIME", description = "With offset.") String from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = "Not in it.") String to) {
        var query = "?from=" + ApiClient.encoded(from) + "&to=" + ApiClient.encoded(to);
        return ask(
                board,
                false,
                client -> client.post(path(id) + "/replay" + query, null),
                _ -> "what happened from " + from + " to " + to + " is told to " + id + " again\n");
    }

    @Command(name = "dead", description = "What was given up, and why.", mixinStandardHelpOptions = true)
    int dead(
            @Mixin BoardOptions board,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--redrive", description = "Try all of it anew.") boolean redrive) {
        return redrive
                ? ask(
                        board,
                        json,
                        client -> client.post(path(id) + "/redrive", null),
                        answer -> answer.path("redriven").asInt() + " events are tried anew\n")
                : ask(board, json, client -> client.get(path(id) + "/dead"), WebhookText::dead);
    }

    @Command(
            name = "rotate-secret",
            description = "Makes a new secret; the old one signs too for the time of the overlap.",
            mixinStandardHelpOptions = true)
    int rotateSecret(
            @Mixin BoardOptions board,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            defaultValue = "86400",
                            paramLabel = "SECONDS",
                            description = "How long (default: ${DEFAULT-VALUE}).")
                    long overlap) {
        return ask(
                board,
                false,
                client -> client.post(path(id) + "/rotate-secret?overlap=" + overlap, null),
                answer -> answer.path("secret").asText() + '\n');
    }

    private int ask(
            BoardOptions board, boolean json, Function<ApiClient, JsonNode> ask, Function<JsonNode, String> text) {
        try (var client = new ApiClient(board.place())) {
            var answer = ask.apply(client);
            out.print(json ? answer.toPrettyString() + '\n' : text.apply(answer));
            out.flush();
            return 0;
        }
    }

    private static void putIf(BiConsumer<String, String> put, String name, @Nullable String value) {
        if (value != null) {
            put.accept(name, value);
        }
    }

    private static String path(String id) {
        return '/' + ApiClient.encoded(id);
    }
}
