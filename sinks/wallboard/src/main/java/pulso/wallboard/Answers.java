package pulso.wallboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the answers' bodies. What stands before the lists is the same everywhere: when, how old, over which window. */
final class Answers {
    private Answers() {}

    static Map<String, @Nullable Object> board(BoardReader reader, Instant asOf) {
        var reading = reader.queues(asOf);
        var body = head(reader, asOf, reading.sources());
        body.put("parameters", reading.parameters());
        body.put("queues", List.copyOf(reading.queues().values()));
        body.put("totals", reading.totals());
        body.put("groups", reading.groups());
        return body;
    }

    /** The board and its agents: what a stream begins with. */
    static Map<String, @Nullable Object> snapshot(BoardReader reader, Instant asOf) {
        var body = board(reader, asOf);
        body.put("agents", agentList(reader, asOf));
        return body;
    }

    static Map<String, @Nullable Object> agents(BoardReader reader, Instant asOf) {
        var body = head(reader, asOf, reader.sources(asOf));
        body.put("agents", agentList(reader, asOf));
        return body;
    }

    static Map<String, @Nullable Object> agent(BoardReader reader, Instant asOf, String name) {
        var found = agentList(reader, asOf).stream()
                .filter(agent -> agent.agent().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new RequestRefused(
                    404,
                    "unknown-agent",
                    "no agent '" + name + "' is logged in or did anything in the window",
                    "GET /api/v1/agents lists those that did");
        }
        var body = head(reader, asOf, reader.sources(asOf));
        body.put("agents", found);
        body.put(
                "passages",
                reader.openPassages(asOf).stream()
                        .filter(passage -> Objects.equals(name, passage.agent()))
                        .toList());
        return body;
    }

    static Map<String, @Nullable Object> openPassages(BoardReader reader, Instant asOf) {
        var passages = reader.openPassages(asOf);
        var body = head(reader, asOf, reader.sources(asOf));
        body.remove("window");
        body.put("passages", passages);
        return body;
    }

    static Map<String, @Nullable Object> dialer(BoardReader reader, Instant asOf, @Nullable String campaign) {
        var lists = reader.dialerLists(campaign);
        var body = head(reader, asOf, reader.sources(asOf));
        body.remove("window");
        body.put("lists", lists);
        return body;
    }

    static Map<String, @Nullable Object> head(BoardReader reader, Instant asOf, List<BoardAnswer.SourceState> sources) {
        var freshness = reader.freshness(asOf, sources);
        var head = new LinkedHashMap<String, @Nullable Object>();
        head.put("asOf", freshness.asOf());
        head.put("lagMs", freshness.lagMs());
        head.put("sourceDelaySeconds", freshness.sourceDelaySeconds());
        head.put("stale", freshness.stale());
        head.put("timezone", reader.zone(asOf).getId());
        head.put("window", reader.bounds(asOf));
        head.put("sources", sources);
        return head;
    }

    static List<BoardAnswer.Agent> agentList(BoardReader reader, Instant asOf) {
        var agents = new ArrayList<BoardAnswer.Agent>();
        reader.agents(asOf, BoardReader.ALL, asOf).values().forEach(agent -> {
            if (agent != null) {
                agents.add(agent);
            }
        });
        return agents;
    }
}
