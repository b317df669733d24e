package pulso.schemas.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pulso.schemas.passage.Channel;

/**
 * The tables of a contact centre that are captured, under their documented names: the one list of them. Which table and
 * columns of a database stand for them is said by {@link Layouts}.
 */
public enum SourceTable {
    QUEUE_LOG_REPO(log(Channel.TELEPHONY)),
    CDR_REPO(report().key("uniqueid")
            .at("calldate")
            .other("guid campaign src dst rating billsec duration disposition clid dcontext channel dstchannel"
                    + " lastapp amaflags accountcode userfield type causecode charged_balance real_balance"
                    + " note contact finishtime dialerbase")),
    TAGS(report().key("guid").at("datetime").other("id user time comment")),
    BLACK_LIST_HISTORY(report().key("id").at("calldate").other("src dst")),
    CALLS_SPOOL(live().required("campaign", "destination")
            .other("status data alternatives contact dialerbase priority agentphone")),
    DIALER_BASE(live().key("id")
            .required("campaign", "name")
            .other("records active percentage")
            .compact()),
    SMS_REPO(report().key("id")
            .at("dateprocessed")
            .other("idm campaign direction callerid message agent smsbase result readsms sessionid")),
    WEBCHAT_LOG_REPO(log(Channel.WEBCHAT)),
    SMS_LOG_REPO(log(Channel.SMS)),
    EMAIL_LOG_REPO(log(Channel.EMAIL)),
    TWITTER_LOG_REPO(log(Channel.TWITTER)),
    MESSENGER_LOG_REPO(log(Channel.MESSENGER)),
    FACEBOOK_LOG_REPO(log(Channel.FACEBOOK)),
    SIPCHAT(report().key("id").at("datecreated").other("src dest message srcagent dstagent status")),
    AUDITORY(report().key("id").at("datetime").other("userid host action")),
    WEBHOOKS(live().key("id")
            .required("event", "url")
            .other("name description user")
            .compact());

    private final Traits traits;

    SourceTable(Traits traits) {
        this.traits = traits;
    }

    /** The table of that name in any letter case; null where there is none. */
    public static @Nullable SourceTable named(String name) {
        for (var table : values()) {
            if (table.name().equalsIgnoreCase(name)) {
                return table;
            }
        }
        return null;
    }

    /** As the contact centre spells it: {@code QUEUE_LOG_REPO}, {@code webhooks}. */
    public String tableName() {
        return this == WEBHOOKS ? "webhooks" : name();
    }

    /** As it stands in the keys of the configuration: {@code webchat_log_repo}. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it lies unless the configuration says otherwise. */
    public String defaultDatabase() {
        return traits.database;
    }

    /** Whose log it is; null where it is none. */
    public @Nullable Channel channel() {
        return traits.channel;
    }

    /** The column whose text keys the records of its raw topic; null where the table's own primary key does. */
    public @Nullable String keyColumn() {
        return traits.key;
    }

    /** The DATETIME column that says when a row happened; null where there is none. */
    public @Nullable String timeColumn() {
        return traits.time;
    }

    /** Columns without which its rows are of no use. */
    public List<String> requiredColumns() {
        return List.copyOf(traits.required);
    }

    /** Documented columns that a database may lack; what they would tell is unknown then. */
    public List<String> optionalColumns() {
        return List.copyOf(traits.optional);
    }

    /** Every documented column. */
    public List<String> columns() {
        var columns = new ArrayList<>(traits.required);
        columns.addAll(traits.optional);
        return columns;
    }

    /** Whether its raw topic keeps the last record of each key for ever, rather than every record for a while. */
    public boolean isCompacted() {
        return traits.compacted;
    }

    /** Whether a row is only ever deleted for its age: what it told stays true. */
    public boolean deletesAreRetention() {
        return traits.retention;
    }

    private static Traits log(Channel channel) {
        var traits = report().key("callid").at("datetime").required("queuename", "event");
        traits.channel = channel;
        return traits.other("origid agent data1 data2 data3 data4 data5");
    }

    /** A table of the reports' database, which only grows but for what has become too old. */
    private static Traits report() {
        return new Traits("ccrepo", true);
    }

    /** A table that uContact works with: what is deleted is no more. */
    private static Traits live() {
        return new Traits("ccdata", false);
    }

    /** What a table is, filled in before the constant is there. */
    private static final class Traits {
        private final String database;
        private final boolean retention;
        private final List<String> required = new ArrayList<>();
        private final List<String> optional = new ArrayList<>();
        private @Nullable Channel channel;
        private @Nullable String key;
        private @Nullable String time;
        private boolean compacted;

        private Traits(String database, boolean retention) {
            this.database = database;
            this.retention = retention;
        }

        private Traits key(String column) {
            key = column;
            return required(column);
        }

        private Traits at(String column) {
            time = column;
            return required(column);
        }

        private Traits required(String... columns) {
            required.addAll(List.of(columns));
            return this;
        }

        private Traits other(String columns) {
            optional.addAll(List.of(columns.split(" ", -1)));
            return this;
        }

        private Traits compact() {
            compacted = true;
            return this;
        }
    }
}
