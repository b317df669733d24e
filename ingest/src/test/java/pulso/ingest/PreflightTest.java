package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Layouts;

class PreflightTest {
    private static final String LOG_COLUMNS =
            "(origid INT, datetime DATETIME, %s VARCHAR(64), queuename VARCHAR(64), event VARCHAR(32),"
                    + " data1 TEXT, data2 TEXT, data3 TEXT, data4 TEXT%s)";

    @TempDir
    private static Path folder;

    private static Site site;

    @BeforeAll
    static void start() throws SQLException {
        site = Site.start(folder);
        site.execute(
                "CREATE TABLE ccrepo.WEBCHAT_LOG_REPO " + LOG_COLUMNS.formatted("guid", ", data5 TEXT, agent TEXT"),
                "CREATE TABLE ccrepo.sms_log_repo " + LOG_COLUMNS.formatted("callid", ""),
                "CREATE TABLE ccrepo.DIALER_BASE (id INT PRIMARY KEY, campaign TEXT, name TEXT)",
                "CREATE TABLE ccrepo.TAGS (guid VARCHAR(64), datetime VARCHAR(20))",
                "CREATE VIEW ccrepo.SIPCHAT AS SELECT 1 AS id",
                "CREATE VIEW ccrepo.V AS SELECT 1");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void shouldFindNothingWrongWithAFitDatabase() {
        var findings = check("ccrepo.queue_log_repo", "ccrepo.CDR_REPO", "ccdata.WEBHOOKS", "cccustom.notes")
                .findings();

        assertThat(findings)
                .filteredOn(finding -> !finding.subject().equals("zone"))
                .extracting(Finding::level)
                .containsOnly(Finding.Level.OK);
        assertThat(findings)
                .filteredOn(finding -> finding.subject().equals("zone"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.line()).contains("Australia/Lord_Howe", "-Duser.timezone=UTC"));
        assertThat(lines(findings))
                .contains(
                        "ccrepo.QUEUE_LOG_REPO is there",
                        "ccdata.webhooks is there, without name, description, user",
                        "cccustom.notes is there; nothing is computed of it")
                .anyMatch(line -> line.startsWith("ccrepo.cdr_repo is there, without guid, campaign, dst"));
    }

    @Test
    void shouldRefuseADatabaseThatCannotBeCapturedAndSayWhy() throws Exception {
        site.execute(
                "SET GLOBAL binlog_format='STATEMENT'",
                "CREATE USER 'weak'@'127.0.0.1' IDENTIFIED BY 'x'",
                "GRANT SELECT ON *.* TO 'weak'@'127.0.0.1'");
        try {
            var config = IngestConfig.of(
                            "ucontact",
                            new IngestConfig.Database(
                                    "127.0.0.1", site.database().port(), "weak", "x"),
                            site.bootstrapServers(),
                            Site.ZONE)
                    .withTables(List.of(CapturedTable.parse("ccrepo.v"), CapturedTable.parse("ccrepo.NONE")));

            assertThatThrownBy(() -> Ingest.start(config, site.registry()))
                    .isInstanceOf(IngestRefusedException.class)
                    .hasMessageContaining("binlog_format is STATEMENT, not ROW")
                    .hasMessageContaining("lacks REPLICATION SLAVE, RELOAD, BINLOG MONITOR")
                    .hasMessageContaining("ccrepo.v is a view")
                    .hasMessageContaining("There is no table ccrepo.NONE");
        } finally {
            site.execute("SET GLOBAL binlog_format='ROW'");
        }
    }

    @Test
    void shouldNameTheMissingColumnAndTheKeyThatMapsIt() {
        assertThat(failures("ccrepo.WEBCHAT_LOG_REPO"))
                .containsExactly(
                        "ccrepo.WEBCHAT_LOG_REPO has no column callid (it has origid, datetime, guid, queuename,"
                                + " event, data1, data2, data3, data4, data5, agent). Set"
                                + " source.table.webchat_log_repo.columns.callid to the column that stands for it, or leave the"
                                + " table out of source.tables.");
        assertThat(Preflight.check(site.config()).failures())
                .extracting(Finding::subject)
                .containsExactly("ccrepo.TAGS", "ccrepo.WEBCHAT_LOG_REPO");
    }

    @Test
    void shouldAcceptTheColumnThatIsMappedAndRefuseOneThatIsNotThere() {
        var right = Layouts.parse(Map.of("webchat_log_repo.columns.callid", "GUID"));
        var wrong = Layouts.parse(
                Map.of("webchat_log_repo.columns.callid", "guid", "webchat_log_repo.columns.agent", "usr"));

        assertThat(lines(check(right, "ccrepo.WEBCHAT_LOG_REPO").findings()))
                .contains("ccrepo.WEBCHAT_LOG_REPO is there");
        assertThat(lines(check(wrong, "ccrepo.WEBCHAT_LOG_REPO").failures()))
                .singleElement()
                .asString()
                .startsWith("ccrepo.WEBCHAT_LOG_REPO has no column usr, which"
                        + " source.table.webchat_log_repo.columns.agent names (it has origid,");
    }

    @Test
    void shouldMissTheAgentOnlyWhereNoEventNamesIt() {
        assertThat(lines(check("ccrepo.SMS_LOG_REPO").findings()))
                .contains(
                        "ccrepo.sms_log_repo has no column data5: what it tells stays unknown. If another column holds"
                                + " it, set source.table.sms_log_repo.columns.data5 to that.")
                .noneMatch(line -> line.contains("no column agent"));
        var telephony = Layouts.parse(Map.of("queue_log_repo.name", "sms_log_repo", "sms_log_repo.name", "unused"));
        assertThat(lines(check(telephony, "ccrepo.QUEUE_LOG_REPO").findings()))
                .contains(
                        "ccrepo.sms_log_repo has no column agent: what it tells stays unknown. If another column holds"
                                + " it, set source.table.queue_log_repo.columns.agent to that.");
    }

    @Test
    void shouldRefuseATimeThatIsText() {
        assertThat(failures("ccrepo.TAGS"))
                .containsExactly("Column datetime of ccrepo.TAGS is varchar, not DATETIME. Set"
                        + " source.table.tags.columns.datetime to the column that says when a row happened.");
    }

    @Test
    void shouldSkipWhatIsNotThereUnlessItIsAskedFor() {
        var skipped = "There is no table ccrepo.AUDITORY: nothing of it is captured. If it bears another name, set"
                + " source.table.auditory.name to that; if the user may not see it, GRANT SELECT on it; if there is none,"
                + " name the tables that there are under source.tables.";
        assertThat(lines(Preflight.check(site.config()).findings()))
                .contains(
                        skipped,
                        "There is no table ccdata.DIALER_BASE: nothing of it is captured. There is ccrepo.DIALER_BASE: if"
                                + " that is it, set source.table.dialer_base.name to ccrepo.DIALER_BASE.",
                        "ccrepo.SIPCHAT is a view, which leaves no trace in the binlog: nothing of it is captured. Name the"
                                + " table beneath it under source.table.sipchat.name.");
        assertThat(failures("ccrepo.AUDITORY"))
                .singleElement()
                .asString()
                .startsWith("There is no table ccrepo.AUDITORY, or the user may not see it.");
        var mapped = Layouts.parse(Map.of("auditory.name", "ccdata.AUDIT"));
        assertThat(Preflight.check(site.config().withLayouts(mapped)).failures())
                .extracting(Finding::text)
                .contains("There is no table ccdata.AUDIT, or the user may not see it");
    }

    @Test
    void shouldNotDoWithoutTheQueueLog() {
        var elsewhere = Layouts.parse(Map.of("queue_log_repo.name", "asterisk.queue_log"));

        assertThat(Preflight.check(site.config().withLayouts(elsewhere)).failures())
                .extracting(Finding::text)
                .contains("There is no table asterisk.queue_log, or the user may not see it");
    }

    @Test
    void shouldTellOfALayoutThatNothingUses() {
        var unused = Layouts.parse(Map.of("tags.name", "marks"));

        assertThat(lines(check(unused, "ccrepo.QUEUE_LOG_REPO").findings()))
                .contains("source.table.tags is configured, and source.tables leaves ccrepo.marks out. Add it to"
                        + " source.tables, or take its keys away.");
    }

    private static List<String> failures(String... tables) {
        return lines(check(tables).failures());
    }

    private static Preflight.Report check(String... tables) {
        return check(Layouts.documented(), tables);
    }

    private static Preflight.Report check(Layouts layouts, String... tables) {
        return Preflight.check(site.config()
                .withLayouts(layouts)
                .withTables(Arrays.stream(tables).map(CapturedTable::parse).toList()));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(Finding::line).toList();
    }
}
