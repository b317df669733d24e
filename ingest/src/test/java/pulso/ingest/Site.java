package pulso.ingest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import pulso.embedded.Durability;
import pulso.embedded.EmbeddedKafka;
import pulso.embedded.EmbeddedMariaDb;
import pulso.schemas.wire.KafkaSchemaRegistry;

/** A database with a contact centre's tables, and a broker: what a capture stands between. */
final class Site implements AutoCloseable {
    static final String SOURCE = "ucontact";
    static final ZoneId ZONE = ZoneId.of("America/Montevideo");

    private static final String QUEUE_LOG = """
            CREATE TABLE ccrepo.QUEUE_LOG_REPO (
              origid VARCHAR(32), datetime DATETIME, callid VARCHAR(64), queuename VARCHAR(64), agent VARCHAR(64),
              event VARCHAR(32), data1 VARCHAR(255), data2 VARCHAR(255), data3 VARCHAR(255), data4 VARCHAR(255),
              data5 VARCHAR(255), KEY (datetime))""";
    private static final String CDR = """
            CREATE TABLE ccrepo.cdr_repo (
              id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, calldate DATETIME(6) NULL, uniqueid VARCHAR(64),
              src VARCHAR(80), billsec INT, cost DECIMAL(10,2), answered TINYINT(1), note TEXT, raw VARBINARY(32),
              day DATE NULL, changed TIMESTAMP(6) NULL)""";
    private static final String WEBHOOKS =
            "CREATE TABLE ccdata.webhooks (Id INT AUTO_INCREMENT PRIMARY KEY, event VARCHAR(64), url VARCHAR(256))";
    private static final String CUSTOM = "CREATE TABLE cccustom.notes (id INT AUTO_INCREMENT PRIMARY KEY, text TEXT)";

    private final Path folder;
    private EmbeddedMariaDb database;
    private EmbeddedKafka kafka;
    private final List<KafkaSchemaRegistry> opened = new ArrayList<>();

    private Site(Path folder, EmbeddedMariaDb database, EmbeddedKafka kafka) {
        this.folder = folder;
        this.database = database;
        this.kafka = kafka;
    }

    static Site start(Path folder) throws SQLException {
        var database = EmbeddedMariaDb.start(folder.resolve("db"), 0, ZONE, Durability.FAST);
        var site = new Site(folder, database, EmbeddedKafka.start(folder.resolve("kafka"), 0));
        site.execute(QUEUE_LOG, CDR, WEBHOOKS, CUSTOM);
        return site;
    }

    EmbeddedMariaDb database() {
        return database;
    }

    void stopDatabase() {
        database.close();
    }

    void startDatabase() {
        database = EmbeddedMariaDb.start(folder.resolve("db"), database.port(), ZONE, Durability.FAST);
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafka.port());
    }

    IngestConfig config() {
        return config(database.port(), kafka.bootstrapServers());
    }

    static IngestConfig config(int databasePort, String bootstrapServers) {
        return IngestConfig.of(
                SOURCE, new IngestConfig.Database("127.0.0.1", databasePort, "pulso", "pulso"), bootstrapServers, ZONE);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    KafkaSchemaRegistry registry() {
        var registry = new KafkaSchemaRegistry(kafka.bootstrapServers());
        opened.add(registry);
        return registry;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("ccrepo"), database.adminUser(), database.adminPassword());
    }

    void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Rows with consecutive numbers; every tenth is written twice, alike in every column. */
    void queueLogRows(int from, int count, int perTransaction) throws SQLException {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            insertQueueLog(connection, from, count, perTransaction);
        }
    }

    static void insertQueueLog(Connection connection, int from, int count, int perTransaction) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO ccrepo.QUEUE_LOG_REPO"
                + " (origid, datetime, callid, queuename, agent, event, data1, data2) VALUES"
                + " (?, NOW(), ?, 'Ventas<-', ?, 'CONNECT', ?, 'ñandú 🙂')")) {
            for (int i = from; i < from + count; i++) {
                for (int copy = 0; copy < (i % 10 == 0 ? 2 : 1); copy++) {
                    insert.setString(1, "o" + i);
                    insert.setString(2, "call-" + i / 5);
                    insert.setString(3, i % 3 == 0 ? null : "agent" + i % 7);
                    insert.setString(4, Integer.toString(i));
                    insert.addBatch();
                }
                if ((i - from + 1) % perTransaction == 0 || i == from + count - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    /** Every row of a table, its columns joined by bars, sorted: a multiset. */
    List<String> tableRows(String table, String columns) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT " + columns + " FROM " + table)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new StringBuilder();
                for (int i = 1; i <= width; i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    List<String> showBinaryLogs() throws SQLException {
        var files = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }

    static boolean eventually(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    @Override
    public void close() {
        opened.forEach(KafkaSchemaRegistry::close);
        kafka.close();
        database.close();
    }
}
