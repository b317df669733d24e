package pulso.schemas.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsTest {
    @Test
    void shouldLeaveWhatNobodyMapsUnderItsDocumentedName() {
        var layouts = Layouts.parse(Map.of("TAGS.name", "marks"));

        assertThat(layouts.of(SourceTable.WEBHOOKS)).isEqualTo(TableLayout.of(SourceTable.WEBHOOKS));
        assertThat(layouts.of(SourceTable.WEBHOOKS).qualifiedName()).isEqualTo("ccdata.webhooks");
        assertThat(layouts.of(SourceTable.QUEUE_LOG_REPO).column("callid")).isEqualTo("callid");
        assertThat(Layouts.parse(Map.of())).isEqualTo(Layouts.documented());
    }

    @Test
    void shouldReadTableAndColumnsInAnyLetterCase() {
        var layout = Layouts.parse(Map.of(
                        "WebChat_Log_Repo.name", " live.ChatLog ",
                        "webchat_log_repo.columns.CallId", "Guid",
                        "WEBCHAT_LOG_REPO.columns.queuename", "campaign"))
                .of(SourceTable.WEBCHAT_LOG_REPO);

        assertThat(layout)
                .isEqualTo(new TableLayout(
                        SourceTable.WEBCHAT_LOG_REPO,
                        "live",
                        "ChatLog",
                        Map.of("callid", "Guid", "queuename", "campaign"),
                        true));
    }

    @Test
    void shouldKeepTheDatabaseAndTheSpellingThatNobodyNames() {
        var layouts = Layouts.parse(
                Map.of("dialer_base.name", "lists", "cdr_repo.name", "old.cdr_repo", "tags.columns.guid", "recording"));

        assertThat(layouts.of(SourceTable.DIALER_BASE).qualifiedName()).isEqualTo("ccdata.lists");
        assertThat(layouts.of(SourceTable.CDR_REPO).qualifiedName()).isEqualTo("old.CDR_REPO");
        assertThat(layouts.of(SourceTable.TAGS).qualifiedName()).isEqualTo("ccrepo.TAGS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webchatlog_repo.name | x | unknown table 'webchatlog_repo' in source.table.webchatlog_repo.name; did you"
                        + " mean 'webchat_log_repo'?",
                "cdr_repo.columns.uniqeid | x | unknown column 'uniqeid' in source.table.cdr_repo.columns.uniqeid; did you"
                        + " mean 'uniqueid'?",
                "tags.column.guid | x | unknown setting 'source.table.tags.column.guid'; there are source.table.tags.name"
                        + " and source.table.tags.columns.<column>",
                "tags | x | unknown setting 'source.table.tags'; there are source.table.tags.name and"
                        + " source.table.tags.columns.<column>",
                "tags.name | '' | source.table.tags.name is empty",
                "tags.name | ccrepo. | source.table.tags.name 'ccrepo.' should look like ccrepo.TABLE",
                "tags.name | CDR_repo | source.table.tags.name names ccrepo.CDR_repo, which is the table of CDR_REPO",
            })
    void shouldSayWhatIsWrongAndWhatWasProbablyMeant(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layouts.parse(Map.of(key, value)))
                .withMessage(message);
    }

    @Test
    void shouldNotReadOneColumnTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Layouts.parse(Map.of("cdr_repo.columns.guid", "call", "cdr_repo.columns.uniqueid", "CALL")))
                .withMessage("source.table.cdr_repo.columns.guid and source.table.cdr_repo.columns.uniqueid name one"
                        + " column, CALL");
    }

    @Test
    void shouldMoveADocumentedTableToADatabaseUnlessItsPlaceIsConfigured() {
        var mapped = Layouts.parse(Map.of("tags.name", "marks", "cdr_repo.columns.guid", "recording"));

        var placed = mapped.placed("live", "cdr_repo").placed("live", "TAGS").placed("live", "unheard_of");

        assertThat(placed.of(SourceTable.CDR_REPO).qualifiedName()).isEqualTo("live.CDR_REPO");
        assertThat(placed.of(SourceTable.CDR_REPO).column("guid")).isEqualTo("recording");
        assertThat(placed.of(SourceTable.TAGS).qualifiedName()).isEqualTo("ccrepo.marks");
        assertThat(mapped.placed("CCREPO", "cdr_repo")).isEqualTo(mapped);
    }
}
