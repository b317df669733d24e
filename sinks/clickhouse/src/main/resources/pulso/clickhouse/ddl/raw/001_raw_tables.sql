-- Rows of the contact centre's own tables. Engine rules that hold for each of them:
--   the sorting key holds what makes a row that row, so a row that arrives twice is one row under FINAL;
--   the partition is a function of the row's key (or its change takes the old row out), so no version hides in another;
--   is_deleted marks the old image of a row that an UPDATE gave another key. A DELETE of a report's table is retention and
--   keeps its row; a DELETE of a table that the contact centre works with (calls_spool, dialer_base) takes it out.
-- A statement that names ${log_table} is applied for each log of a channel.

CREATE DATABASE IF NOT EXISTS pulso_raw COMMENT 'Storage of what belongs to no generation; people read the views of the same names in pulso';

CREATE TABLE IF NOT EXISTS pulso_raw.${log_table}
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    identity UInt128 COMMENT 'Hash of the table and every column: what makes this row this row',
    origid Nullable(Int64) COMMENT 'Id in the table of origin; may repeat',
    datetime DateTime64(6, 'UTC') COMMENT 'Wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    callid String COMMENT 'Id of the call, chat, mail or message (not the guid of a call)',
    queuename LowCardinality(String) COMMENT 'Campaign; the suffix -> means outbound',
    agent LowCardinality(String) COMMENT 'Agent',
    event LowCardinality(String) COMMENT 'What happened, as the source spells it',
    data1 String COMMENT 'First field of the event; empty when NULL',
    data2 String COMMENT 'Second field of the event; empty when NULL',
    data3 String COMMENT 'Third field of the event; empty when NULL',
    data4 String COMMENT 'Fourth field of the event; empty when NULL',
    data5 String COMMENT 'Fifth field of the event; empty when NULL',
    kind LowCardinality(String) COMMENT 'What the event does, by the dictionary; unknown where the dictionary does not have it, unusable where a field that it cannot do without is missing',
    interaction Nullable(String) COMMENT 'callid; null where it names none',
    queue LowCardinality(Nullable(String)) COMMENT 'Campaign; null where the row names none',
    event_agent LowCardinality(Nullable(String)) COMMENT 'Whose event it is: the agent column, else whom the data name',
    wait_seconds Nullable(Int64) COMMENT 'Seconds: waited',
    talk_seconds Nullable(Int64) COMMENT 'Seconds: conversation',
    ring_seconds Nullable(Int64) COMMENT 'Seconds: the answering agent''s phone rang',
    ring_ms Nullable(Int64) COMMENT 'Milliseconds: a phone rang in vain; 0: refused',
    login_time_seconds Nullable(Int64) COMMENT 'Seconds: logged in',
    break_time_seconds Nullable(Int64) COMMENT 'Seconds: on break',
    pause_time_seconds Nullable(Int64) COMMENT 'Seconds: paused',
    out_duration_seconds Nullable(Int64) COMMENT 'Seconds: conversation of an outbound call',
    out_total_seconds Nullable(Int64) COMMENT 'Seconds: outbound call with its ringing',
    wrap_up_left_seconds Nullable(Int64) COMMENT 'Seconds: wrap-up not used',
    wrap_up_total_seconds Nullable(Int64) COMMENT 'Seconds: wrap-up allowed',
    messages Nullable(Int64) COMMENT 'Messages exchanged',
    spool_length Nullable(Int64) COMMENT 'Length of a dialler''s list',
    position Nullable(Int64) COMMENT 'Place in the queue',
    original_position Nullable(Int64) COMMENT 'Place in the queue on entering',
    penalty Nullable(Int64) COMMENT 'Penalty of the member',
    url Nullable(String) COMMENT 'URL of the caller''s channel',
    caller Nullable(String) COMMENT 'Number of the caller',
    caller_name Nullable(String) COMMENT 'Name of the caller',
    bridged_unique_id Nullable(String) COMMENT 'Id of the agent''s channel',
    extension Nullable(String) COMMENT 'Extension of a transfer, or how it was bridged',
    context Nullable(String) COMMENT 'Context of a transfer',
    key Nullable(String) COMMENT 'Key pressed',
    phone_channel Nullable(String) COMMENT 'Channel of the telephone',
    connected_name Nullable(String) COMMENT 'Name of the other side',
    connected_number Nullable(String) COMMENT 'Number of the other side',
    dial_status Nullable(String) COMMENT 'Result of an outbound call',
    dialed_number Nullable(String) COMMENT 'Number dialled',
    guid Nullable(String) COMMENT 'guid of the call, also the name of its recording',
    campaign Nullable(String) COMMENT 'Campaign that the data name',
    client Nullable(String) COMMENT 'Number, address or id of the customer',
    client_name Nullable(String) COMMENT 'Name of the customer',
    client_email Nullable(String) COMMENT 'E-mail address of the customer',
    client_phone Nullable(String) COMMENT 'Telephone of the customer',
    address Nullable(String) COMMENT 'Number or address that was written to or came from',
    subject Nullable(String) COMMENT 'Subject',
    message Nullable(String) COMMENT 'Text of the message',
    email_id Nullable(String) COMMENT 'Id of the e-mail',
    post_id Nullable(String) COMMENT 'Id of the post',
    named_agent Nullable(String) COMMENT 'Agent that the data name',
    from_agent Nullable(String) COMMENT 'Agent who passes an interaction on',
    to_agent Nullable(String) COMMENT 'Agent who is to take it over',
    call_kind Nullable(String) COMMENT 'Audio or video',
    motive Nullable(String) COMMENT 'Reason of a break',
    comment Nullable(String) COMMENT 'Comment on a break',
    logoff_mode Nullable(String) COMMENT '[automatic] where the system logged the agent off',
    reason Nullable(String) COMMENT 'Reason that stock Asterisk gives',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an identity is the one that counts',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(datetime)
ORDER BY (source, datetime, queuename, callid, identity)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT '${source_table}, one row for each distinct row of the source';

CREATE TABLE IF NOT EXISTS pulso_raw.cdr
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    uniqueid String COMMENT 'Id of the call',
    unkeyed UInt128 COMMENT 'Hash of the row where uniqueid is empty, else 0: keeps such rows apart',
    calldate DateTime64(6, 'UTC') COMMENT 'Start of the call, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    clid String COMMENT 'Caller id, whole',
    src String COMMENT 'Caller',
    dst String COMMENT 'Called number',
    dcontext LowCardinality(String) COMMENT 'Context of the destination',
    channel String COMMENT 'Channel of the caller',
    dstchannel String COMMENT 'Channel of the called',
    lastapp LowCardinality(String) COMMENT 'Last activity of the workflow',
    duration Nullable(Int64) COMMENT 'Seconds of the whole call',
    billsec Nullable(Int64) COMMENT 'Seconds since it was answered',
    disposition LowCardinality(String) COMMENT 'Result of the call; ANSWERED also when abandoned in a queue',
    amaflags LowCardinality(String) COMMENT 'Not used',
    accountcode LowCardinality(String) COMMENT 'Agent, or other data of the call',
    userfield String COMMENT 'Disposition code; comes after the call',
    type LowCardinality(String) COMMENT 'Whether the call was recorded',
    guid String COMMENT 'Unique id of the call and name of its recording',
    causecode LowCardinality(String) COMMENT 'Result code of the provider',
    campaign LowCardinality(String) COMMENT 'Campaign of the call',
    charged_balance Nullable(Decimal(18, 6)) COMMENT 'Charged, currency of the virtual PBX',
    real_balance Nullable(Decimal(18, 6)) COMMENT 'Real cost, currency of the virtual PBX',
    note String COMMENT 'Note',
    contact String COMMENT 'Id of the contact in the dialler',
    finishtime Nullable(DateTime64(6, 'UTC')) COMMENT 'When the disposition was set, wall clock of the contact centre; comes after the call',
    rating Nullable(Float64) COMMENT 'Mean rating; comes after the call',
    dialerbase LowCardinality(String) COMMENT 'Dialler list',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of a uniqueid is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(calldate)
ORDER BY (source, uniqueid, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'CDR_REPO, the latest state of each call';

CREATE TABLE IF NOT EXISTS pulso_raw.sms
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    dateprocessed DateTime64(6, 'UTC') COMMENT 'Sent or come in, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    idm String COMMENT 'Id that the provider gave',
    campaign LowCardinality(String) COMMENT 'Campaign',
    direction LowCardinality(String) COMMENT 'I came in, O went out',
    callerid String COMMENT 'Number of the customer',
    message String COMMENT 'Text',
    agent LowCardinality(String) COMMENT 'Agent who sent it',
    smsbase LowCardinality(String) COMMENT 'Dialler list',
    result String COMMENT 'Result, in the words of the provider',
    readsms LowCardinality(String) COMMENT 'Whether it was read',
    sessionid String COMMENT 'guid of the session with an agent',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(dateprocessed)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'SMS_REPO, the latest state of each text message';

CREATE TABLE IF NOT EXISTS pulso_raw.tags
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    datetime DateTime64(6, 'UTC') COMMENT 'When the mark was made, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    user LowCardinality(String) COMMENT 'Who made the mark',
    guid String COMMENT 'guid of the recording',
    time Nullable(Int64) COMMENT 'Seconds into the recording',
    comment String COMMENT 'Comment',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(datetime)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'TAGS, marks in recordings';

CREATE TABLE IF NOT EXISTS pulso_raw.black_list_history
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    calldate DateTime64(6, 'UTC') COMMENT 'When it was tried, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    src String COMMENT 'Agent who tried to dial',
    dst String COMMENT 'Number dialled, or that tried to come in',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(calldate)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'BLACK_LIST_HISTORY, attempts to call a blocked number, or by one';

CREATE TABLE IF NOT EXISTS pulso_raw.sipchat
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    datecreated DateTime64(6, 'UTC') COMMENT 'When it was written, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    src String COMMENT 'From',
    dest String COMMENT 'To',
    message String COMMENT 'Text',
    srcagent LowCardinality(String) COMMENT 'Agent who wrote',
    dstagent LowCardinality(String) COMMENT 'Agent written to',
    status LowCardinality(String) COMMENT 'SUCCESS or FAILURE',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(datecreated)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'SIPCHAT, chat among agents and supervisors';

CREATE TABLE IF NOT EXISTS pulso_raw.auditory
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    datetime DateTime64(6, 'UTC') COMMENT 'When it was done, wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    userid LowCardinality(String) COMMENT 'User',
    host String COMMENT 'Address from which it was done',
    action String COMMENT 'What was done',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: an UPDATE replaced this row by one with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
PARTITION BY toYYYYMM(datetime)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'AUDITORY, what users did';

CREATE TABLE IF NOT EXISTS pulso_raw.calls_spool
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    identity UInt128 COMMENT 'Hash of the table and every column: what makes this row this row',
    campaign LowCardinality(String) COMMENT 'Campaign of the dialler',
    destination String COMMENT 'Number to dial',
    status Nullable(Int64) COMMENT '1 waiting, 0 in process, 3 on the do-not-call list',
    data String COMMENT 'Variables for workflow and forms',
    alternatives String COMMENT 'Other numbers, separated by :',
    contact String COMMENT 'Id of the contact',
    dialerbase LowCardinality(String) COMMENT 'List',
    priority Nullable(Int64) COMMENT 'Smaller ones are dialled first',
    agentphone String COMMENT 'Telephone of the agent to whom the contact belongs',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of a row is its latest state',
    is_deleted UInt8 COMMENT '1: deleted at the source, or replaced by a row with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
ORDER BY (source, campaign, destination, identity)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'CALLS_SPOOL, contacts that the dialler is not done with';

CREATE TABLE IF NOT EXISTS pulso_raw.dialer_base
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    id String COMMENT 'Id',
    unkeyed UInt128 COMMENT 'Hash of the row where id is empty, else 0: keeps such rows apart',
    campaign LowCardinality(String) COMMENT 'Campaign of the dialler',
    name String COMMENT 'Name of the list',
    records Nullable(Int64) COMMENT 'Contacts in it when it was loaded',
    active LowCardinality(String) COMMENT 'Whether contacts are taken from it',
    percentage Nullable(Int64) COMMENT 'Share of each round that is taken from it',
    other Map(String, String) COMMENT 'Columns of the source that this table does not name, and values that do not fit their column',
    op LowCardinality(String) COMMENT 'Last thing that happened to the row at the source: r snapshot, c insert, u update, d delete',
    committed_at DateTime64(3, 'UTC') COMMENT 'When the source committed it; for a snapshot row when it was read',
    epoch UInt64 COMMENT 'Snapshot epoch in force when the row was read',
    topic_offset UInt64 COMMENT 'Offset in the raw topic: the greatest of an id is its latest state',
    is_deleted UInt8 COMMENT '1: deleted at the source, or replaced by a row with another key'
)
ENGINE = ReplacingMergeTree(topic_offset, is_deleted)
ORDER BY (source, id, unkeyed)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'DIALER_BASE, lists of the dialler';

CREATE TABLE IF NOT EXISTS pulso_raw.settings
(
    source LowCardinality(String) COMMENT 'Contact centre',
    kind LowCardinality(String) COMMENT 'queue, agent or source',
    subject String COMMENT 'Queue or agent; empty for the source itself and for the default of its queues',
    `versions.valid_from` Array(DateTime64(3, 'UTC')) COMMENT 'What held: since when',
    `versions.changed_at` Array(DateTime64(3, 'UTC')) COMMENT 'What held: when it was said',
    `versions.changed_by` Array(LowCardinality(String)) COMMENT 'What held: who said it',
    `versions.threshold_seconds` Array(Nullable(Int32)) COMMENT 'What held: T of service level',
    `versions.short_seconds` Array(Nullable(Int32)) COMMENT 'What held: abandons that waited less are short',
    `versions.group` Array(Nullable(String)) COMMENT 'What held: group of the queue',
    `versions.opening` Array(Nullable(String)) COMMENT 'What held: when the queue is open',
    `versions.zone` Array(Nullable(String)) COMMENT 'What held: zone of the source',
    `versions.name` Array(Nullable(String)) COMMENT 'What held: full name of the agent',
    `versions.number` Array(Nullable(String)) COMMENT 'What held: telephone number of the agent',
    version UInt64 COMMENT 'Offset in the topic of settings',
    is_deleted UInt8 COMMENT '1: nothing is decided about it any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (source, kind, subject)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What people decided about each source, with its history; see queues and agent_names';
