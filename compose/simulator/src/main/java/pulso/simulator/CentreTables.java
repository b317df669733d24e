package pulso.simulator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of uContact's databases ccrepo and ccdata, created where missing and never altered. */
final class CentreTables {
    private static final String EVENT_COLUMNS =
            "(origid BIGINT, datetime DATETIME, callid VARCHAR(80), queuename VARCHAR(256), "
                    + "agent VARCHAR(80), event VARCHAR(32), data1 VARCHAR(100), data2 VARCHAR(100), data3 VARCHAR(100), "
                    + "data4 VARCHAR(100), data5 VARCHAR(100), KEY (datetime))";

    private static final List<String> EVENT_TABLES = List.of(
            "QUEUE_LOG_REPO",
            "WEBCHAT_LOG_REPO",
            "SMS_LOG_REPO",
            "EMAIL_LOG_REPO",
            "TWITTER_LOG_REPO",
            "MESSENGER_LOG_REPO",
            "FACEBOOK_LOG_REPO");

    private static final List<String> OTHER_TABLES = List.of("""
            ccrepo.CDR_REPO (calldate DATETIME, clid VARCHAR(160), src VARCHAR(80), dst VARCHAR(80), \
            dcontext VARCHAR(80), channel VARCHAR(80), dstchannel VARCHAR(80), lastapp VARCHAR(80), duration INT, \
            billsec INT, disposition VARCHAR(45), amaflags INT, accountcode VARCHAR(80), userfield VARCHAR(255), \
            uniqueid VARCHAR(80) PRIMARY KEY, type VARCHAR(20), guid VARCHAR(80), causecode VARCHAR(10), \
            campaign VARCHAR(256), charged_balance DECIMAL(12,4), real_balance DECIMAL(12,4), note VARCHAR(255), \
            contact VARCHAR(80), finishtime DATETIME NULL, rating DECIMAL(4,2) NULL, dialerbase VARCHAR(80), \
            KEY (calldate))""", """
            ccrepo.TAGS (id INT AUTO_INCREMENT PRIMARY KEY, datetime DATETIME, user VARCHAR(80), guid VARCHAR(80), \
            time INT, comment VARCHAR(255))""", """
            ccrepo.BLACK_LIST_HISTORY (id INT AUTO_INCREMENT PRIMARY KEY, calldate DATETIME, src VARCHAR(80), \
            dst VARCHAR(80))""", """
            ccdata.CALLS_SPOOL (id INT AUTO_INCREMENT PRIMARY KEY, campaign VARCHAR(100), destination VARCHAR(80), status INT, data TEXT, \
            alternatives VARCHAR(255), contact VARCHAR(80), dialerbase VARCHAR(80), priority INT, \
            agentphone VARCHAR(80), KEY (campaign, destination))""", """
            ccdata.DIALER_BASE (id INT AUTO_INCREMENT PRIMARY KEY, campaign VARCHAR(100), name VARCHAR(100), \
            records INT, active INT, percentage INT)""", """
            ccrepo.SMS_REPO (id INT AUTO_INCREMENT PRIMARY KEY, idm VARCHAR(100), campaign VARCHAR(100), \
            dateprocessed DATETIME, direction CHAR(1), callerid VARCHAR(80), message TEXT, agent VARCHAR(80), \
            smsbase VARCHAR(80), result VARCHAR(100), readsms INT, sessionid VARCHAR(80))""", """
            ccrepo.SIPCHAT (id INT AUTO_INCREMENT PRIMARY KEY, datecreated DATETIME, src VARCHAR(80), \
            dest VARCHAR(80), message TEXT, srcagent VARCHAR(80), dstagent VARCHAR(80), status VARCHAR(20))""", """
            ccrepo.AUDITORY (id INT AUTO_INCREMENT PRIMARY KEY, datetime DATETIME, userid VARCHAR(80), \
            host VARCHAR(80), action TEXT)""", """
            ccdata.webhooks (Id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80), description VARCHAR(256), \
            event VARCHAR(80), url VARCHAR(256), user VARCHAR(80))""");

    private static final List<String> WEBHOOK_EVENTS =
            List.of("AgentRingNoAnswer", "AgentLog", "AgentBreak", "FinishInteraction", "InteractionDisposition");

    private CentreTables() {}

    /** The dialer's tables lie in ccdata, which the telephone system works with; the others in ccrepo. */
    static String qualified(String table) {
        return (table.equals("CALLS_SPOOL") || table.equals("DIALER_BASE") ? "ccdata." : "ccrepo.") + table;
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String database : List.of("ccrepo", "ccdata", "cccustom")) {
                createDatabase(statement, database);
            }
            for (String table : EVENT_TABLES) {
                createTable(statement, "ccrepo." + table + " " + EVENT_COLUMNS);
            }
            for (String table : OTHER_TABLES) {
                createTable(statement, table);
            }
            fillWebhooks(statement);
        }
    }

    /** Asked first, since a user who may not create databases may still work in existing ones. */
    private static void createDatabase(Statement statement, String database) throws SQLException {
        String asked = "SELECT 1 FROM information_schema.schemata WHERE schema_name = '" + database + "'";
        try (ResultSet found = statement.executeQuery(asked)) {
            if (found.next()) {
                return;
            }
        }
        statement.execute("CREATE DATABASE IF NOT EXISTS " + database + " CHARACTER SET utf8mb4");
    }

    private static void createTable(Statement statement, String nameAndColumns) throws SQLException {
        statement.execute(
                "CREATE TABLE IF NOT EXISTS " + nameAndColumns + " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4");
    }

    private static void fillWebhooks(Statement statement) throws SQLException {
        for (String event : WEBHOOK_EVENTS) {
            statement.execute("INSERT INTO ccdata.webhooks (name, description, event, url, user) SELECT '" + event
                    + "', '', '" + event + "', '', '' FROM DUAL WHERE NOT EXISTS"
                    + " (SELECT 1 FROM ccdata.webhooks WHERE event = '" + event + "')");
        }
    }
}
