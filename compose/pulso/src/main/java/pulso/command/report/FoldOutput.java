package pulso.command.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import pulso.schemas.event.QueueEvent;
import pulso.schemas.kpi.AgentMinute;
import pulso.schemas.kpi.QueueMinute;
import pulso.schemas.source.RejectionReason;
import pulso.topology.bulk.BulkOutput;

/** Keeps what the folds say: minutes on the sheet, and what goes on when the log ends. */
final class FoldOutput implements BulkOutput {
    private final Sheet sheet;
    private final QueueFilter shown;
    private final Tallies tallies;
    private final IntFunction<String> files;
    private final List<AgentEnd> agents = new ArrayList<>();

    /**
     * @param files the name of each
     */
    FoldOutput(Sheet sheet, QueueFilter shown, Tallies tallies, IntFunction<String> files) {
        this.sheet = sheet;
        this.shown = shown;
        this.tallies = tallies;
        this.files = files;
    }

    @Override
    public void minute(QueueMinute part) {
        if (shown.shows(part.queue())) {
            sheet.add(part);
        }
    }

    @Override
    public void minute(AgentMinute part) {
        if (part.queue().isEmpty() || shown.shows(part.queue())) {
            sheet.add(part);
            if (shown.isAll() || !part.queue().isEmpty()) {
                sheet.know(part.agent());
            }
        }
    }

    @Override
    public void agent(AgentEnd agent) {
        agents.add(agent);
        boolean isMember = agent.memberOf().stream().anyMatch(shown::shows);
        boolean isBusy =
                agent.lines().stream().anyMatch(open -> shown.shows(open.line().queue()));
        if (shown.isAll() || isMember || isBusy) {
            sheet.know(agent.agent());
        }
    }

    @Override
    public void unusable(QueueEvent row) {
        int file = Place.file(row.offset());
        tallies.refuse(
                RejectionReason.ORPHAN,
                files.apply(file),
                file,
                Place.line(row.offset()),
                row.name() + " fits no passage, and its fields do not allow to rebuild one");
    }

    @Override
    public void duplicate() {
        tallies.addDuplicate();
    }

    /** As the log leaves them. */
    List<AgentEnd> agents() {
        return agents;
    }
}
