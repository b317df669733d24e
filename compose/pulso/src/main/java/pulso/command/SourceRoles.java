package pulso.command;

import org.jspecify.annotations.Nullable;
import pulso.ingest.Ingest;

/** What works for one source in this process. */
final class SourceRoles {
    private final SourceConfig config;
    private volatile @Nullable Ingest ingest;
    private volatile @Nullable CentreRole topology;
    private volatile @Nullable AgentNamesRole names;
    private volatile @Nullable String refusal;

    SourceRoles(SourceConfig config) {
        this.config = config;
    }

    SourceConfig config() {
        return config;
    }

    String name() {
        return config.name();
    }

    @Nullable
    Ingest ingest() {
        return ingest;
    }

    /** Why the database cannot be captured as it is; null when it can. */
    @Nullable
    String refusal() {
        return refusal;
    }

    void refuse(String why) {
        refusal = why;
    }

    void ingest(Ingest started) {
        ingest = started;
    }

    @Nullable
    CentreRole topology() {
        return topology;
    }

    void topology(CentreRole started) {
        topology = started;
    }

    @Nullable
    AgentNamesRole names() {
        return names;
    }

    void names(AgentNamesRole started) {
        names = started;
    }
}
