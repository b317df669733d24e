package pulso.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A benchmark's outcome as a file that can be compared with others: figures, aims, machine, versions and commit. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> content = new LinkedHashMap<>();
    private final String name;

    Report(String name, boolean quick) {
        this.name = name;
        content.put("benchmark", name);
        content.put("quick", quick);
        content.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        content.put("commit", System.getProperty("pulso.commit", "unknown"));
        content.put("machine", Machine.json());
    }

    Report with(String key, Object value) {
        content.put(key, value);
        return this;
    }

    Report withAims(List<Aim> aims) {
        return with("aims", aims.stream().map(Aim::json).toList())
                .with("aimsHold", aims.stream().allMatch(Aim::holds));
    }

    /** @return the file, which replaces that of an earlier run */
    Path write(Path folder) throws IOException {
        var file = Files.createDirectories(folder).resolve(name + ".json");
        JSON.writeValue(file.toFile(), content);
        return file;
    }
}
