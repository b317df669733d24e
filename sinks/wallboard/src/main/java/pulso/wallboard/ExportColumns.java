package pulso.wallboard;

import static pulso.wallboard.Column.Kind.NUMBER;
import static pulso.wallboard.Column.Kind.RATIO;
import static pulso.wallboard.Column.Kind.SECONDS;
import static pulso.wallboard.Column.Kind.TEXT;
import static pulso.wallboard.Column.Kind.TIME;
import static pulso.wallboard.Column.Kind.TRUTH;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulso.schemas.kpi.AgentKpi;
import pulso.schemas.kpi.Kpi;
import pulso.schemas.kpi.NowFigure;
import pulso.schemas.kpi.Sentence;

/** The columns of the board, the agents and a series in a file. Figures are headed by the catalogue's sentences. */
final class ExportColumns {
    private static final Sentence SOURCE = new Sentence("Source", "Fuente", "Fonte");
    private static final Sentence QUEUE = new Sentence("Queue", "Cola", "Fila");
    private static final Sentence CHANNEL = new Sentence("Channel", "Canal", "Canal");
    private static final Sentence DIRECTION = new Sentence("Direction", "Sentido", "Sentido");
    private static final Sentence GROUP = new Sentence("Group", "Grupo", "Grupo");

    private ExportColumns() {}

    /** A direction or a group, and its sum. */
    record Sum(String kind, String name, BoardAnswer.Total total) {}

    /** A stretch of a queue's series. */
    record Stretch(SeriesReader.QueueSeries queue, SeriesReader.Point point) {}

    static List<Column<BoardAnswer.Queue>> ofQueues() {
        var columns = new ArrayList<Column<BoardAnswer.Queue>>();
        columns.add(new Column<>("source", TEXT, SOURCE, BoardAnswer.Queue::source));
        columns.add(new Column<>("queue", TEXT, QUEUE, BoardAnswer.Queue::queue));
        columns.add(new Column<>("channel", TEXT, CHANNEL, BoardAnswer.Queue::channel));
        columns.add(new Column<>("direction", TEXT, DIRECTION, BoardAnswer.Queue::direction));
        columns.add(new Column<>("group", TEXT, GROUP, BoardAnswer.Queue::group));
        columns.add(Column.of("open", TRUTH, "Open", "Abierta", "Aberta", BoardAnswer.Queue::open));
        columns.add(Column.of(
                "sl",
                SECONDS,
                "T (s)",
                "T (s)",
                "T (s)",
                queue -> queue.target().sl()));
        addNow(columns, BoardAnswer.Queue::now);
        addAgents(columns, BoardAnswer.Queue::agents);
        addKpis(columns, BoardReader.ALL_KPIS, (queue, kpi) -> queue.kpi().get(kpi.id()));
        return columns;
    }

    static List<Column<Sum>> ofSums() {
        var columns = new ArrayList<Column<Sum>>();
        columns.add(Column.of("of", TEXT, "Sum of", "Suma de", "Soma de", Sum::kind));
        columns.add(Column.of("name", TEXT, "Name", "Nombre", "Nome", Sum::name));
        addNow(columns, sum -> sum.total().now());
        addAgents(columns, sum -> sum.total().agents());
        addKpis(columns, BoardReader.ALL_KPIS, (sum, kpi) -> sum.total().kpi().get(kpi.id()));
        return columns;
    }

    static List<Column<Stretch>> ofSeries(Collection<Kpi> kpis) {
        var columns = new ArrayList<Column<Stretch>>();
        columns.add(new Column<>("source", TEXT, SOURCE, row -> row.queue().source()));
        columns.add(new Column<>("queue", TEXT, QUEUE, row -> row.queue().queue()));
        columns.add(new Column<>("channel", TEXT, CHANNEL, row -> row.queue().channel()));
        columns.add(
                new Column<>("direction", TEXT, DIRECTION, row -> row.queue().direction()));
        columns.add(new Column<>("group", TEXT, GROUP, row -> row.queue().group()));
        columns.add(Column.of(
                "from", TIME, "From", "Desde", "De", row -> time(row.point().from())));
        columns.add(Column.of(
                "to", TIME, "To", "Hasta", "Até", row -> time(row.point().to())));
        addKpis(columns, kpis, (row, kpi) -> row.point().kpi().get(kpi.id()));
        return columns;
    }

    static List<Column<BoardAnswer.Agent>> ofAgents() {
        var columns = new ArrayList<Column<BoardAnswer.Agent>>();
        columns.add(new Column<>("source", TEXT, SOURCE, BoardAnswer.Agent::source));
        columns.add(Column.of("agent", TEXT, "Agent", "Agente", "Agente", BoardAnswer.Agent::agent));
        columns.add(Column.of("name", TEXT, "Name", "Nombre", "Nome", BoardAnswer.Agent::name));
        columns.add(Column.of("state", TEXT, "State", "Estado", "Estado", BoardAnswer.Agent::state));
        columns.add(Column.of("since", TIME, "Since", "Desde", "Desde", agent -> time(agent.since())));
        columns.add(new Column<>("queue", TEXT, QUEUE, BoardAnswer.Agent::queue));
        columns.add(
                Column.of("breakMotive", TEXT, "Reason of break", "Motivo", "Motivo", BoardAnswer.Agent::breakMotive));
        columns.add(Column.of(
                "loggedInSince",
                TIME,
                "Logged in since",
                "Conectado desde",
                "Conectado desde",
                agent -> time(agent.loggedInSince())));
        for (var kpi : AgentKpi.values()) {
            columns.add(new Column<>(kpi.id(), kind(kpi.unit()), kpi.sentence(), agent -> worked(kpi, agent.worked())));
        }
        return columns;
    }

    private static @Nullable Number worked(AgentKpi kpi, BoardAnswer.Worked worked) {
        return switch (kpi) {
            case LOGIN -> worked.login();
            case AVAILABLE -> worked.available();
            case BREAK -> worked.breakTime();
            case PAUSE -> worked.pause();
            case TALK -> worked.talk();
            case HOLD -> worked.hold();
            case WRAP_UP -> worked.wrapUp();
            case ANSWERED -> worked.answered();
            case RING_NO_ANSWER -> worked.ringNoAnswer();
            case RING_REFUSED -> worked.ringRefused();
            case RING_NO_ANSWER_RATE -> worked.ringNoAnswerRate();
            case TRANSFERS_TAKEN -> worked.transfersTaken();
            case OUT_ATTEMPTS -> worked.outAttempts();
            case OUT_ANSWERED -> worked.outAnswered();
            case OCCUPANCY -> worked.occupancy();
            case UTILISATION -> worked.utilisation();
        };
    }

    private interface KpiOf<T> {
        @Nullable
        Number of(T row, Kpi kpi);
    }

    private static <T> void addKpis(List<Column<T>> columns, Collection<Kpi> kpis, KpiOf<T> value) {
        for (var kpi : kpis) {
            columns.add(new Column<>(kpi.id(), kind(kpi.unit()), kpi.sentence(), row -> value.of(row, kpi)));
        }
    }

    private static <T> void addNow(List<Column<T>> columns, Function<T, BoardAnswer.Now> of) {
        for (var figure : NowFigure.values()) {
            boolean isTime = figure == NowFigure.LONGEST_WAIT;
            columns.add(new Column<>(
                    isTime ? "longestWaitSince" : figure.id(),
                    isTime ? TIME : kind(figure.unit()),
                    figure.sentence(),
                    row -> now(figure, of.apply(row))));
        }
    }

    private static @Nullable Object now(NowFigure figure, BoardAnswer.Now now) {
        return switch (figure) {
            case WAITING -> now.waiting();
            case LONGEST_WAIT -> time(now.longestWaitSince());
            case AT_RISK -> now.atRisk();
            case ESTIMATED_WAIT -> now.estimatedWait();
            case TIME_TO_CLEAR -> now.timeToClear();
            case IN_SERVICE -> now.inService();
            case ON_HOLD -> now.onHold();
            case RINGING -> now.ringing();
            case AGENTS_AT_WORK -> now.agentsAtWork();
        };
    }

    private static <T> void addAgents(List<Column<T>> columns, Function<T, BoardAnswer.AgentCounts> of) {
        add(
                columns,
                "agentsLoggedIn",
                "Agents logged in",
                "Agentes conectados",
                "Agentes conectados",
                row -> of.apply(row).loggedIn());
        add(
                columns,
                "agentsAvailable",
                "Agents available",
                "Agentes disponibles",
                "Agentes disponíveis",
                row -> of.apply(row).available());
        add(
                columns,
                "agentsRinging",
                "Agents ringing",
                "Agentes sonando",
                "Agentes tocando",
                row -> of.apply(row).ringing());
        add(
                columns,
                "agentsTalking",
                "Agents talking",
                "Agentes hablando",
                "Agentes falando",
                row -> of.apply(row).talking());
        add(
                columns,
                "agentsOnHold",
                "Agents with a call on hold",
                "Agentes con retención",
                "Agentes em espera",
                row -> of.apply(row).onHold());
        add(
                columns,
                "agentsWrapUp",
                "Agents in wrap-up",
                "Agentes en cierre",
                "Agentes em pós",
                row -> of.apply(row).wrapUp());
        add(
                columns,
                "agentsOnBreak",
                "Agents on break",
                "Agentes en descanso",
                "Agentes em intervalo",
                row -> of.apply(row).onBreak());
        add(
                columns,
                "agentsPaused",
                "Agents paused",
                "Agentes en pausa",
                "Agentes em pausa",
                row -> of.apply(row).paused());
    }

    private static <T> void add(
            List<Column<T>> columns, String id, String en, String es, String pt, Function<T, @Nullable Object> cell) {
        columns.add(Column.of(id, NUMBER, en, es, pt, cell));
    }

    private static Column.Kind kind(Kpi.Unit unit) {
        return switch (unit) {
            case COUNT, MEAN_COUNT, SCORE -> NUMBER;
            case SECONDS -> SECONDS;
            case RATIO -> RATIO;
        };
    }

    private static @Nullable Object time(@Nullable String iso) {
        return iso == null ? null : OffsetDateTime.parse(iso).toZonedDateTime();
    }
}
