package pulso.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cases that others' test suites, documents and real logs assert, through the command. A figure agrees, or it differs by
 * a decision of this project, which names our own figure: so a change of either shows. None is left out.
 */
class CasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Peers print two decimals. */
    private static final double ROUNDING = 0.0051;

    /** Ours where it is meant to differ from the peer's. */
    private record Decision(String ours, String words) {}

    private record Outcome(int agreeing, List<String> decided, List<String> wrong) {}

    @Test
    void shouldGiveEveryCasesFiguresOrDifferByADecision(@TempDir Path folder) throws IOException {
        var decisions = decisions();
        var open = new TreeMap<>(decisions);
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var known : read("cases.json")) {
            run(known, "rows", folder, decisions, open, outcomes);
            if (known.has("uContactRows")) {
                run(known, "uContactRows", folder, decisions, open, outcomes);
            }
        }

        System.out.println(table(outcomes));
        assertThat(outcomes.values().stream().flatMap(outcome -> outcome.wrong().stream()))
                .isEmpty();
        assertThat(open.keySet()).as("decisions that nothing differs by").isEmpty();
        assertThat(outcomes).hasSizeGreaterThan(60);
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("/cases/" + resource)) {
            return JSON.readTree(in);
        }
    }

    private static Map<String, Decision> decisions() throws IOException {
        var decisions = new HashMap<String, Decision>();
        for (var entry : read("decisions.json")) {
            for (var figure : entry.get("figures").properties()) {
                decisions.put(
                        figure.getKey(),
                        new Decision(
                                figure.getValue().asText(),
                                entry.get("decision").asText()));
            }
        }
        return decisions;
    }

    private static void run(
            JsonNode known,
            String rows,
            Path folder,
            Map<String, Decision> decisions,
            Map<String, Decision> open,
            Map<String, Outcome> outcomes)
            throws IOException {
        var id = known.get("id").asText() + (rows.equals("rows") ? "" : "u");
        var file = file(known.get(rows), folder);
        var reports = new HashMap<List<String>, JsonNode>();
        var decided = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        int agreeing = 0;
        for (var check : known.get("checks")) {
            var options = options(known, check);
            var report = reports.get(options);
            if (report == null) {
                report = Reported.json(List.of(file), options.toArray(String[]::new));
                reports.put(options, report);
            }
            var ours = CaseFigures.of(report, check);
            var peer = check.get("peer").asText();
            var key = key(id, check);
            var decision = decisions.get(key);
            open.remove(key);
            if (decision != null && ours.equals(decision.ours()) && !isSame(ours, peer)) {
                decided.add(key + ": " + peer + ", ours " + ours + " (" + decision.words() + ")");
            } else if (decision == null && isSame(ours, peer)) {
                agreeing++;
            } else {
                wrong.add(key + ": " + peer + ", ours " + ours
                        + (decision == null ? "" : ", decided " + decision.ours()));
            }
        }
        outcomes.put(id, new Outcome(agreeing, decided, wrong));
    }

    /** {@code Q07 queue Ventas<- answered 2012-07-01T11:00:00+00:00}: case, who, figure, and what tells it from others. */
    private static String key(String id, JsonNode check) {
        var key = new StringBuilder(id);
        for (var part : List.of("of", "name", "figure", "from", "min", "part")) {
            if (check.hasNonNull(part) && !check.get(part).asText().isEmpty()) {
                key.append(' ').append(check.get(part).asText());
            }
        }
        return key.toString();
    }

    private static boolean isSame(String ours, String peer) {
        if (ours.equals(peer)) {
            return true;
        }
        try {
            return Math.abs(Double.parseDouble(ours) - Double.parseDouble(peer)) < ROUNDING;
        } catch (NumberFormatException _) {
            return isSameTime(ours, peer);
        }
    }

    private static boolean isSameTime(String ours, String peer) {
        return ours.length() > 16
                && peer.length() > 16
                && OffsetDateTime.parse(ours).isEqual(OffsetDateTime.parse(peer));
    }

    private static Path file(JsonNode rows, Path folder) throws IOException {
        var lines = new ArrayList<String>();
        boolean isNumbered = rows.size() > 0 && rows.get(0).isObject();
        if (isNumbered) {
            lines.add("origid,datetime,callid,queuename,agent,event,data1,data2,data3,data4,data5");
        }
        for (var row : rows) {
            lines.add(
                    isNumbered
                            ? row.get("origid").asText()
                                    + ','
                                    + row.get("row").asText().replace('|', ',')
                            : row.asText());
        }
        return Files.write(folder.resolve(isNumbered ? "queue_log.csv" : "queue_log"), lines);
    }

    private static List<String> options(JsonNode known, JsonNode check) {
        var named = new LinkedHashMap<String, String>();
        for (var option : known.get("options").properties()) {
            named.put("--" + option.getKey(), option.getValue().asText());
        }
        if (check.hasNonNull("from")) {
            named.put("--from", check.get("from").asText());
            if (check.hasNonNull("until")) {
                named.put("--to", check.get("until").asText());
            } else {
                named.put(
                        "--to",
                        OffsetDateTime.parse(check.get("from").asText())
                                .plusMinutes(1)
                                .toString());
            }
        }
        var options = new ArrayList<>(List.of("--zone", known.get("zone").asText()));
        named.forEach((option, value) -> options.addAll(List.of(option, value)));
        options.addAll(CaseFigures.options(check.get("figure").asText()));
        return options;
    }

    private static String table(Map<String, Outcome> outcomes) {
        var table = new StringBuilder();
        long passing = outcomes.values().stream()
                .filter(outcome ->
                        outcome.decided().isEmpty() && outcome.wrong().isEmpty())
                .count();
        table.append("%n%d cases: %d agree in every figure%n".formatted(outcomes.size(), passing));
        outcomes.forEach((id, outcome) -> {
            table.append("%-5s %3d agree%s%n"
                    .formatted(
                            id,
                            outcome.agreeing(),
                            outcome.decided().isEmpty()
                                    ? ""
                                    : ", " + outcome.decided().size() + " differ by decision"));
            outcome.decided()
                    .forEach(line -> table.append("        ").append(line).append(System.lineSeparator()));
            outcome.wrong()
                    .forEach(line -> table.append("  WRONG ").append(line).append(System.lineSeparator()));
        });
        return table.toString();
    }
}
