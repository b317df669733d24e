-- Conversations that a transfer ended, and chats that an agent passed on, which go on: what the figure transferred counts.

CREATE OR REPLACE VIEW pulso.transfers
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    interaction Nullable(String) COMMENT 'callid of the call, or id of the chat, mail or message',
    at DateTime64(3, 'UTC') COMMENT 'When it was transferred',
    local_at DateTime64(6, 'UTC') COMMENT 'When it was transferred, wall clock of the contact centre (it only says UTC)',
    from_queue LowCardinality(Nullable(String)) COMMENT 'Campaign that it came from',
    from_agent LowCardinality(Nullable(String)) COMMENT 'Agent who passed it on',
    kind LowCardinality(String) COMMENT 'blind or attended: the conversation ended; agent: a colleague was to go on with it',
    transferred_to Nullable(String) COMMENT 'Extension, bridge or agent'
)
COMMENT 'Each transfer'
AS
SELECT
    p.source AS source,
    p.channel AS channel,
    toNullable(p.interaction) AS interaction,
    assumeNotNull(p.talk_end) AS at,
    toDateTime64(p.local_enter + toIntervalMillisecond(dateDiff('millisecond', p.enter, assumeNotNull(p.talk_end))), 6, 'UTC') AS local_at,
    toNullable(toString(p.queue)) AS from_queue,
    toString(coalesce(p.last_agent, p.agent)) AS from_agent,
    if(p.end_type = 'blind_transfer', 'blind', 'attended') AS kind,
    p.transfer_to AS transferred_to
FROM pulso.passages AS p
WHERE p.end_type IN ('blind_transfer', 'attended_transfer') AND isNotNull(p.talk_end) ${ended}
UNION ALL
SELECT
    e.source,
    e.channel,
    e.interaction,
    e.at,
    e.datetime,
    toString(e.queue),
    coalesce(e.from_agent, toString(e.event_agent)),
    'agent',
    e.to_agent
FROM pulso.events AS e
WHERE e.kind = 'agent_transfer' ${told};
