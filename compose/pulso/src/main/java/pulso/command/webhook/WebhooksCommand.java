package pulso.command.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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

    /** Which Pulso is asked, and how its answer is printed. */
    static final class Asked {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private BoardOptions board;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;
    }

    /** What an endpoint is to be like; what is not said is left to Pulso. */
    static final class Wanted {
        @Option(names = "--event", paramLabel = "EVENT", description = "The one event it wants (default: all).")
        private @Nullable String event;

        @Option(names = "--source", paramLabel = "NAME", description = "The one contact centre (default: all).")
        private @Nullable String source;

        @Option(names = "--date", paramLabel = "STYLE", description = "correct, legacy, legacy12 or iso8601.")
        private @Nullable String date;

        @Option(names = "--schedule", paramLabel = "NAME", description = "default or dbsync.")
        private @Nullable String schedule;

        @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
        private @Nullable String description;

        @Option(names = "--per-second", paramLabel = "N", description = "Most attempts in a second (default: any).")
        private @Nullable Integer perSecond;

        @Option(names = "--concurrency", paramLabel = "N", description = "Most attempts at a time (default: 4).")
        private @Nullable Integer concurrency;

        private ObjectNode body() {
            var body = JSON.createObjectNode()
                    .put("event", event)
                    .put("source", source)
                    .put("date", date)
                    .put("schedule", schedule)
                    .put("description", description)
                    .put("requestsPerSecond", perSecond)
                    .put("concurrency", concurrency);
            body.properties().removeIf(field -> field.getValue().isNull());
            return body;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Prints UTF-8 to standard output, whatever the locale. */
    public WebhooksCommand() {
        this(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    public WebhooksCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(name = "list", description = "Every endpoint and how it stands.", mixinStandardHelpOptions = true)
    int list(@Mixin Asked asked) {
        return ask(asked, client -> client.get(""), WebhookText::endpoints);
    }

    @Command(
            name = "add",
            description = "Registers an endpoint and prints its secret.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Asked asked,
            @Parameters(paramLabel = "URL", description = "Where bodies are posted.") String url,
            @Mixin Wanted wanted) {
        var body = wanted.body().put("url", url);
        return ask(
                asked,
                client -> client.post("", body),
                answer -> WebhookText.endpoint(answer) + "secret  "
                        + answer.path("secret").asText() + '\n');
    }

    @Command(
            name = "remove",
            description = "Forgets an endpoint, and what waits for it.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.delete(path(id)), _ -> id + " is removed\n");
    }

    @Command(
            name = "test",
            description = "Posts one made-up event, at once; fails when it is not answered with 2xx.",
            mixinStandardHelpOptions = true)
    int test(
            @Mixin Asked asked,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--event", paramLabel = "EVENT", description = "Which (default: its own, else AgentLog).")
                    @Nullable
                    String event) {
        var query = event == null ? "" : "?event=" + ApiClient.encoded(event);
        var isDelivered = new AtomicBoolean();
        int code = ask(
                asked,
                client -> {
                    var answer = client.post(path(id) + "/test" + query, null);
                    isDelivered.set(answer.path("outcome").asText().equals("delivered"));
                    return answer;
                },
                WebhookText::delivery);
        return isDelivered.get() ? code : ExitCode.SOFTWARE;
    }

    @Command(
            name = "deliveries",
            description = "The last attempts with bodies and answers, the newest first.",
            mixinStandardHelpOptions = true)
    int deliveries(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.get(path(id) + "/deliveries"), WebhookText::deliveries);
    }

    @Command(name = "pause", description = "Sends nothing until resume; it is kept.", mixinStandardHelpOptions = true)
    int pause(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.post(path(id) + "/pause", null), WebhookText::endpoint);
    }

    @Command(name = "resume", description = "Goes on after a pause, or enables again.", mixinStandardHelpOptions = true)
    int resume(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.post(path(id) + "/resume", null), WebhookText::endpoint);
    }

    @Command(
            name = "replay",
            description = "Tells again what happened in a range, with the ids it had.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin Asked asked,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--from", required = true, paramLabel = "TIME", description = "With offset.") String from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = "Not in it.") String to) {
        var query = "?from=" + ApiClient.encoded(from) + "&to=" + ApiClient.encoded(to);
        return ask(
                asked,
                client -> client.post(path(id) + "/replay" + query, null),
                _ -> "what happened from " + from + " to " + to + " is told to " + id + " again\n");
    }

    @Command(name = "dead", description = "What was given up, and why.", mixinStandardHelpOptions = true)
    int dead(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.get(path(id) + "/dead"), WebhookText::dead);
    }

    @Command(name = "redrive", description = "Tries anew what was given up.", mixinStandardHelpOptions = true)
    int redrive(
            @Mixin Asked asked,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--id", paramLabel = "EVENT", description = "The event of this id only (default: all).")
                    @Nullable
                    String event) {
        var query = event == null ? "" : "?event=" + ApiClient.encoded(event);
        return ask(
                asked,
                client -> client.post(path(id) + "/redrive" + query, null),
                answer -> answer.path("redriven").asInt() + " events are tried anew\n");
    }

    @Command(name = "secret", description = "What bodies are signed with.", mixinStandardHelpOptions = true)
    int secret(@Mixin Asked asked, @Parameters(paramLabel = "ID") String id) {
        return ask(asked, client -> client.get(path(id) + "/secret"), WebhooksCommand::secret);
    }

    @Command(
            name = "rotate-secret",
            description = "Makes a new secret; the old one signs too for the time of the overlap.",
            mixinStandardHelpOptions = true)
    int rotateSecret(
            @Mixin Asked asked,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            defaultValue = "86400",
                            paramLabel = "SECONDS",
                            description = "How long (default: ${DEFAULT-VALUE}).")
                    long overlap) {
        return ask(
                asked,
                client -> client.post(path(id) + "/rotate-secret?overlap=" + overlap, null),
                WebhooksCommand::secret);
    }

    private int ask(Asked asked, Function<ApiClient, JsonNode> ask, Function<JsonNode, String> text) {
        try (var client = new ApiClient(asked.board.place())) {
            var answer = ask.apply(client);
            out.print(asked.json ? answer.toPrettyString() + '\n' : text.apply(answer));
            out.flush();
            return ExitCode.OK;
        }
    }

    private static String secret(JsonNode answer) {
        return answer.path("secret").asText() + '\n';
    }

    private static String path(String id) {
        return '/' + ApiClient.encoded(id);
    }
}
