package pulso.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulso.schemas.source.Layouts;
import pulso.schemas.source.Operation;
import pulso.schemas.source.SourceTable;
import pulso.schemas.topic.Topics;
import pulso.schemas.wire.SchemaRegistry;

class EveryTableTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATA = "event TEXT, data1 TEXT, data2 TEXT, data3 TEXT, data4 TEXT, data5 TEXT)";
    private static final String LOG =
            " (origid INT, datetime DATETIME, callid VARCHAR(64), queuename TEXT, agent TEXT, " + DATA;
    private static final String[] TABLES = {
        "CREATE TABLE ccrepo.TAGS (id INT AUTO_INCREMENT PRIMARY KEY, datetime DATETIME, user TEXT, guid VARCHAR(64),"
                + " time INT, comment TEXT)",
        "CREATE TABLE ccrepo.BLACK_LIST_HISTORY (id INT AUTO_INCREMENT PRIMARY KEY, calldate DATETIME, src TEXT, dst TEXT)",
        "CREATE TABLE ccdata.calls_spool (campaign VARCHAR(64), destination VARCHAR(64), status INT, data TEXT,"
                + " PRIMARY KEY (campaign, destination))",
        "CREATE TABLE ccdata.DIALER_BASE (id INT PRIMARY KEY, campaign TEXT, name TEXT, records INT, active INT)",
        "CREATE TABLE ccrepo.SMS_REPO (id INT PRIMARY KEY, dateprocessed DATETIME, campaign TEXT, message TEXT)",
        "CREATE TABLE ccrepo.chat_history (origid INT, datetime DATETIME, guid VARCHAR(64), callid VARCHAR(64),"
                + " Campaign TEXT, "
                + DATA,
        "CREATE TABLE ccrepo.Sms_Log_Repo (ORIGID INT, DateTime DATETIME, CallId VARCHAR(64), QUEUENAME TEXT, " + DATA,
        "CREATE TABLE ccrepo.EMAIL_LOG_REPO" + LOG,
        "CREATE TABLE ccrepo.TWITTER_LOG_REPO" + LOG,
        "CREATE TABLE ccrepo.MESSENGER_LOG_REPO" + LOG,
        "CREATE TABLE ccrepo.FACEBOOK_LOG_REPO" + LOG,
        "CREATE TABLE ccrepo.SIPCHAT (id INT PRIMARY KEY, datecreated DATETIME, src TEXT, dest TEXT, message TEXT)",
        "CREATE TABLE ccrepo.AUDITORY (id INT PRIMARY KEY, datetime DATETIME, userid TEXT, host TEXT, action TEXT)",
    };
    private static final Layouts LAYOUTS = Layouts.parse(Map.of(
            "webchat_log_repo.name",
            "chat_history",
            "webchat_log_repo.columns.callid",
            "guid",
            "webchat_log_repo.columns.queuename",
            "campaign"));

    @TempDir
    private Path folder;

    private Site site;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws Exception {
        site = Site.start(folder);
        registry = site.registry();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldCaptureEachUnderItsDocumentedNames() throws Exception {
        // Given
        site.execute(TABLES);
        rows(1);
        var config = site.config().withLayouts(LAYOUTS);
        try (var ingest = Ingest.start(config, registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            // When
            rows(2);
            var keys = new HashMap<SourceTable, List<String>>();
            for (var table : SourceTable.values()) {
                try (var topic = topic(table)) {
                    var received = topic.await(2, PATIENCE);
                    // Then
                    assertThat(received)
                            .as(table.name())
                            .extracting(row -> row.change().operation())
                            .containsExactly(Operation.READ, Operation.CREATE);
                    assertThat(received)
                            .allSatisfy(row -> assertThat(row.change().table()).isEqualTo(table.name()))
                            .allSatisfy(row -> assertThat(
                                            Objects.requireNonNull(row.image()).values())
                                    .containsKeys(table.requiredColumns().toArray(String[]::new)));
                    keys.put(
                            table,
                            received.stream()
                                    .map(row -> String.valueOf(row.key()))
                                    .toList());
                }
            }
            assertThat(keys).isEqualTo(expectedKeys());
            assertThat(ingest.metrics().sourceDelay()).hasSize(13);
        }
        shouldKeepTheOtherColumnsOfAMappedTable();
        shouldKeepForEverOnlyWhatIsState();
    }

    private void shouldKeepTheOtherColumnsOfAMappedTable() {
        try (var topic = topic(SourceTable.WEBCHAT_LOG_REPO)) {
            assertThat(topic.all())
                    .extracting(row -> Objects.requireNonNull(row.image()).values())
                    .allSatisfy(values -> assertThat(values)
                            .containsKeys("callid", "callid_2", "queuename", "origid")
                            .doesNotContainKeys("guid", "campaign", "agent")
                            .containsEntry("callid_2", "other")
                            .containsEntry("queuename", "Q<-"));
        }
    }

    private void shouldKeepForEverOnlyWhatIsState() throws Exception {
        var policies = new HashMap<String, String>();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, site.bootstrapServers()))) {
            var resources = EnumSet.allOf(SourceTable.class).stream()
                    .map(table -> new ConfigResource(
                            ConfigResource.Type.TOPIC, Topics.rawName(Site.SOURCE, LAYOUTS.of(table))))
                    .toList();
            admin.describeConfigs(resources)
                    .all()
                    .get()
                    .forEach((topic, config) -> policies.put(
                            topic.name(),
                            config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()
                                    + ' '
                                    + config.get(TopicConfig.RETENTION_MS_CONFIG)
                                            .value()));
        }
        var thirtyDays = "delete " + IngestConfig.DEFAULT_RAW_RETENTION.toMillis();
        assertThat(policies)
                .hasSize(16)
                .containsEntry("ucontact.ccdata.webhooks", "compact -1")
                .containsEntry("ucontact.ccdata.DIALER_BASE", "compact -1")
                .containsEntry("ucontact.ccrepo.chat_history", thirtyDays)
                .containsEntry("ucontact.ccdata.CALLS_SPOOL", thirtyDays);
        assertThat(policies.values().stream().filter(thirtyDays::equals)).hasSize(14);
    }

    @Test
    void shouldGoOnThoughACompactedTableIsEmptied() throws Exception {
        try (var ingest = Ingest.start(site.config(), registry);
                var topic = topic(SourceTable.WEBHOOKS)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute(
                    "INSERT INTO ccdata.webhooks (event, url) VALUES ('a', 'http://a')",
                    "TRUNCATE TABLE ccdata.webhooks",
                    "INSERT INTO ccdata.webhooks (event, url) VALUES ('b', 'http://b')",
                    "DELETE FROM ccdata.webhooks");

            assertThat(topic.await(4, PATIENCE))
                    .extracting(RawTopic.Received::key)
                    .containsExactly("1", "", "1", "1");
        }
    }

    @Test
    void shouldCaptureATableThatIsCreatedLaterAndRefuseOneThatHeldRowsBefore() throws Exception {
        // Given
        try (var ingest = Ingest.start(site.config(), registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            site.execute(
                    "CREATE TABLE ccrepo.AUDITORY (id INT PRIMARY KEY, datetime DATETIME, action TEXT)",
                    "INSERT INTO ccrepo.AUDITORY VALUES (1, NOW(), 'while it runs')");
            try (var topic = topic(SourceTable.AUDITORY)) {
                assertThat(topic.await(1, PATIENCE)).hasSize(1);
            }
        }
        site.execute(
                "CREATE TABLE ccrepo.sipchat (id INT PRIMARY KEY, datecreated DATETIME, message TEXT)",
                "INSERT INTO ccrepo.sipchat VALUES (7, NOW(), 'while it stands')",
                "INSERT INTO ccrepo.AUDITORY VALUES (2, NOW(), 'while it stands')",
                "INSERT INTO cccustom.notes (text) VALUES ('kept')");
        // When
        try (var ingest = Ingest.start(site.config(), registry);
                var auditory = topic(SourceTable.AUDITORY);
                var chat = topic(SourceTable.SIPCHAT)) {
            assertThat(auditory.await(2, PATIENCE))
                    .extracting(RawTopic.Received::key)
                    .containsExactly("1", "2");
            assertThat(chat.await(1, PATIENCE))
                    .extracting(RawTopic.Received::key)
                    .containsExactly("7");
            assertThat(ingest.status().epoch()).isEqualTo(1);
        }
        var tables = new ArrayList<>(IngestConfig.DEFAULT_TABLES);
        tables.add(CapturedTable.parse("cccustom.notes"));
        var more = site.config().withTables(tables);
        // Then
        try (var ingest = Ingest.start(more, registry)) {
            assertThat(Site.eventually(PATIENCE, () -> ingest.failure() != null))
                    .isTrue();
            var failure = Objects.requireNonNull(ingest.failure());
            assertThat(failure.kind()).isEqualTo(IngestFailure.Kind.TABLES_ADDED);
            assertThat(failure.message())
                    .isEqualTo("cccustom.notes was not captured so far, and only a new snapshot brings what it holds."
                            + " Start once with `pulso run --new-snapshot`, which reads every table anew, or leave it out of"
                            + " source.tables.");
        }
        try (var ingest = Ingest.startAnew(more, registry);
                var notes = new RawTopic(site.bootstrapServers(), "ucontact.cccustom.notes", registry)) {
            assertThat(ingest.awaitSnapshot(PATIENCE)).isTrue();
            assertThat(notes.await(1, PATIENCE))
                    .extracting(RawTopic.Received::key)
                    .containsExactly("1");
        }
    }

    private RawTopic topic(SourceTable table) {
        return new RawTopic(site.bootstrapServers(), Topics.rawName(Site.SOURCE, LAYOUTS.of(table)), registry, LAYOUTS);
    }

    /** One row for each table, numbered. */
    private void rows(int number) throws Exception {
        var log = " (origid, datetime, callid, queuename, event) VALUES (" + number + ", NOW(), 'c" + number
                + "', 'Q<-', 'ENTERQUEUE')";
        var row = " VALUES (" + number + ", NOW(), 'x', 'y', 'z')";
        site.execute(
                "INSERT INTO ccrepo.QUEUE_LOG_REPO" + log,
                "INSERT INTO ccrepo.Sms_Log_Repo" + log,
                "INSERT INTO ccrepo.EMAIL_LOG_REPO" + log,
                "INSERT INTO ccrepo.TWITTER_LOG_REPO" + log,
                "INSERT INTO ccrepo.MESSENGER_LOG_REPO" + log,
                "INSERT INTO ccrepo.FACEBOOK_LOG_REPO" + log,
                "INSERT INTO ccrepo.chat_history (origid, datetime, guid, callid, Campaign, event) VALUES (1, NOW(), 'g"
                        + number + "', 'other', 'Q<-', 'ENTERQUEUE')",
                "INSERT INTO ccrepo.cdr_repo (calldate, uniqueid) VALUES (NOW(), 'u" + number + "')",
                "INSERT INTO ccrepo.TAGS (datetime, guid) VALUES (NOW(), 't" + number + "')",
                "INSERT INTO ccrepo.BLACK_LIST_HISTORY (calldate) VALUES (NOW())",
                "INSERT INTO ccdata.calls_spool VALUES ('Q->', 'd" + number + "', 1, '')",
                "INSERT INTO ccdata.DIALER_BASE VALUES (" + number + ", 'Q->', 'list', 10, 1)",
                "INSERT INTO ccrepo.SMS_REPO VALUES (" + number + ", NOW(), 'x', 'y')",
                "INSERT INTO ccrepo.SIPCHAT" + row,
                "INSERT INTO ccrepo.AUDITORY" + row,
                "INSERT INTO ccdata.webhooks (event, url) VALUES ('e', 'u')");
    }

    private static Map<SourceTable, List<String>> expectedKeys() {
        return EnumSet.allOf(SourceTable.class).stream()
                .collect(Collectors.toMap(table -> table, table -> switch (table) {
                    case QUEUE_LOG_REPO,
                            SMS_LOG_REPO,
                            EMAIL_LOG_REPO,
                            TWITTER_LOG_REPO,
                            MESSENGER_LOG_REPO,
                            FACEBOOK_LOG_REPO -> List.of("c1", "c2");
                    case WEBCHAT_LOG_REPO -> List.of("g1", "g2");
                    case CDR_REPO -> List.of("u1", "u2");
                    case TAGS -> List.of("t1", "t2");
                    case CALLS_SPOOL -> List.of("Q->:d1", "Q->:d2");
                    case WEBHOOKS, DIALER_BASE, SMS_REPO, AUDITORY, SIPCHAT, BLACK_LIST_HISTORY -> List.of("1", "2");
                }));
    }
}
