package pulso.ingest;

import java.util.List;
import java.util.stream.Collectors;

/** The database is not fit for capture; each finding says how to mend it. */
public final class IngestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    IngestRefusedException(List<Finding> findings) {
        super(findings.stream().map(Finding::line).collect(Collectors.joining(" | ")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
