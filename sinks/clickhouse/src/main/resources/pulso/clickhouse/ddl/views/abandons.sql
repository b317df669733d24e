-- Passages that were abandoned, judged by the target that was valid when they entered. Who came back is known by the
-- mark of the later contact, so only those that bear one are looked through.

CREATE OR REPLACE VIEW pulso.abandons
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    queue LowCardinality(String) COMMENT 'Campaign',
    direction LowCardinality(String) COMMENT 'inbound or outbound',
    interaction String COMMENT 'callid of the call, or id of the chat, mail or message',
    ordinal Int32 COMMENT 'Which passage of this interaction through this queue, from 1',
    caller Nullable(String) COMMENT 'Number or address of the caller',
    enter DateTime64(3, 'UTC') COMMENT 'Entered the queue',
    local_enter DateTime64(3, 'UTC') COMMENT 'Entered the queue, wall clock of the contact centre (it only says UTC)',
    abandoned_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the caller gave up',
    wait_seconds Nullable(Int64) COMMENT 'Seconds waited until then; null where unknown',
    position Nullable(Int64) COMMENT 'Place in the queue',
    threshold_seconds Int64 COMMENT 'T of service level that was valid',
    short_seconds Int64 COMMENT 'Abandons that waited less were short',
    abandoned_within Bool COMMENT 'Waited at most T',
    short_abandoned Bool COMMENT 'A short abandon',
    came_back_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the same caller''s next contact entered, by any queue and channel, if within 24 hours; null too where nobody knows who called',
    came_back_after_seconds Nullable(Int64) COMMENT 'How long after giving up that was'
)
COMMENT 'Passages that were abandoned, and whether the caller came back'
AS
WITH
    targets AS (
        SELECT source AS of_source, queue AS of_queue, valid_from, threshold_seconds, short_seconds
        FROM pulso.queues
    ),
    defaults AS (
        SELECT source AS of_source, valid_from, threshold_seconds, short_seconds
        FROM pulso.queues
        WHERE queue = ''
    ),
    returns AS (
        SELECT source AS of_source, ${caller_key} AS of_caller, p.enter AS returned
        FROM pulso.passages AS p
        WHERE isNotNull(p.since_last_contact_seconds) AND p.direction = 'inbound' AND of_caller != '' ${returned}
    )
SELECT
    p.source AS source,
    p.channel AS channel,
    p.queue AS queue,
    p.direction AS direction,
    p.interaction AS interaction,
    p.ordinal AS ordinal,
    p.caller AS caller,
    p.enter AS enter,
    p.local_enter AS local_enter,
    p.wait_end AS abandoned_at,
    p.wait_seconds AS wait_seconds,
    p.position AS position,
    ${threshold} AS threshold_seconds,
    ${short} AS short_seconds,
    toBool(ifNull(p.wait_seconds <= ${threshold}, false)) AS abandoned_within,
    toBool(ifNull(p.wait_seconds < ${short}, false)) AS short_abandoned,
    if(r.returned > p.gave_up AND r.returned <= p.gave_up + INTERVAL 24 HOUR, r.returned, NULL) AS came_back_at,
    dateDiff('second', p.gave_up, came_back_at) AS came_back_after_seconds
FROM (
    SELECT
        p.*,
        toStartOfMinute(p.enter) AS entered,
        ifNull(p.wait_end, p.enter) AS gave_up,
        ${caller_key} AS caller_key
    FROM ${passages} AS p
    WHERE p.outcome = 'abandoned'
) AS p
ASOF LEFT JOIN targets AS own ON p.source = own.of_source AND p.queue = own.of_queue AND p.entered >= own.valid_from
ASOF LEFT JOIN defaults AS any_queue ON p.source = any_queue.of_source AND p.entered >= any_queue.valid_from
ASOF LEFT JOIN returns AS r ON p.source = r.of_source AND p.caller_key = r.of_caller AND p.gave_up < r.returned;
