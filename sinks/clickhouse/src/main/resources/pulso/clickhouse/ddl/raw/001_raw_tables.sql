-- Rows of the contact centre's own tables. Engine rules that hold for each of them:
--   the sorting key holds what makes a row that row, so a row that arrives twice is one row under FINAL;
--   the partition is a function of the sorting key's own content, so a version never hides in another partition;
--   is_deleted marks the old image of a row that an UPDATE gave another key, never a DELETE: deletes are retention.

CREATE DATABASE IF NOT EXISTS pulso_raw COMMENT 'Storage of the raw rows; people read the views of the same names in pulso';

CREATE TABLE IF NOT EXISTS pulso_raw.queue_log
(
    source LowCardinality(String) COMMENT 'Contact centre that the row comes from',
    identity UInt128 COMMENT 'Hash of the table and every column: what makes this row this row',
    origid Nullable(Int64) COMMENT 'Id in the table of origin; may repeat',
    datetime DateTime64(6, 'UTC') COMMENT 'Wall clock of the contact centre exactly as stored (it only says UTC); 1970-01-01 when empty',
    at DateTime64(3, 'UTC') COMMENT 'The same moment as an instant, read in the zone of the source',
    callid String COMMENT 'Id of the call in the telephone system (not the guid)',
    queuename LowCardinality(String) COMMENT 'Campaign; the suffix -> means outbound',
    agent LowCardinality(String) COMMENT 'Agent',
    event LowCardinality(String) COMMENT 'What happened',
    data1 String COMMENT 'First field of the event; empty when NULL',
    data2 String COMMENT 'Second field of the event; empty when NULL',
    data3 String COMMENT 'Third field of the event; empty when NULL',
    data4 String COMMENT 'Fourth field of the event; empty when NULL',
    data5 String COMMENT 'Fifth field of the event; empty when NULL',
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
COMMENT 'QUEUE_LOG_REPO, one row for each distinct row of the source';

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
