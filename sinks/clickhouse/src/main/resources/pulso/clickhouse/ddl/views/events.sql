-- One log of all channels, by the names of the dictionary.

CREATE OR REPLACE VIEW pulso.events
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    at DateTime64(3, 'UTC') COMMENT 'When it happened',
    datetime DateTime64(6, 'UTC') COMMENT 'Wall clock of the contact centre (it only says UTC)',
    origid Nullable(Int64) COMMENT 'Id in the table of origin',
    topic_offset UInt64 COMMENT 'Place in the log',
    interaction Nullable(String) COMMENT 'callid; null where the row names none',
    queue LowCardinality(Nullable(String)) COMMENT 'Campaign; null where the row names none',
    event_agent LowCardinality(Nullable(String)) COMMENT 'Whose event it is',
    event LowCardinality(String) COMMENT 'What happened, as the source spells it',
    kind LowCardinality(String) COMMENT 'What the event does, by the dictionary',
    wait_seconds Nullable(Int64) COMMENT 'Waited',
    talk_seconds Nullable(Int64) COMMENT 'Conversation',
    ring_ms Nullable(Int64) COMMENT 'Rang in vain',
    out_duration_seconds Nullable(Int64) COMMENT 'Conversation of an outbound call',
    dial_status Nullable(String) COMMENT 'Result of an outbound call',
    wrap_up_left_seconds Nullable(Int64) COMMENT 'Wrap-up not used',
    wrap_up_total_seconds Nullable(Int64) COMMENT 'Wrap-up allowed',
    messages Nullable(Int64) COMMENT 'Messages exchanged',
    guid Nullable(String) COMMENT 'guid of the call',
    from_agent Nullable(String) COMMENT 'Agent who passes an interaction on',
    to_agent Nullable(String) COMMENT 'Agent who is to take it over'
)
COMMENT 'Rows of all logs, each once, with what the dictionary reads in them'
AS
${logs};
