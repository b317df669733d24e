-- Each FINISHWRAPUP once; the queue and the agent are those of the passage that it ended, where there is one.

CREATE OR REPLACE VIEW pulso.wrap_up
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'Channel of the log: telephony',
    queue LowCardinality(Nullable(String)) COMMENT 'Campaign',
    agent LowCardinality(Nullable(String)) COMMENT 'Agent',
    interaction Nullable(String) COMMENT 'callid of the call; null where neither the row nor a passage names it',
    guid Nullable(String) COMMENT 'guid of the call',
    end_at DateTime64(3, 'UTC') COMMENT 'End of the wrap-up',
    local_end DateTime64(6, 'UTC') COMMENT 'End of the wrap-up, wall clock of the contact centre (it only says UTC)',
    used_seconds Int64 COMMENT 'Seconds used',
    planned_seconds Int64 COMMENT 'Seconds allowed',
    left_seconds Int64 COMMENT 'Seconds left over',
    exceeded Bool COMMENT 'The time allowed ran out: nothing was left over'
)
COMMENT 'Each wrap-up of a call'
AS
WITH
    ends AS (
        SELECT
            source AS of_source,
            channel AS of_channel,
            queue AS of_queue,
            agent AS of_agent,
            interaction AS of_interaction,
            p.guid AS of_guid,
            assumeNotNull(p.wrap_up_end) AS ended,
            assumeNotNull(p.wrap_up_seconds) AS used
        FROM pulso.passages AS p
        WHERE isNotNull(p.wrap_up_end) AND isNotNull(p.wrap_up_seconds) ${ended}
    ),
    told AS (
        SELECT
            *,
            assumeNotNull(e.wrap_up_total_seconds) - assumeNotNull(e.wrap_up_left_seconds) AS used
        FROM pulso.events AS e
        WHERE e.kind = 'wrap_up' AND isNotNull(e.wrap_up_total_seconds) AND isNotNull(e.wrap_up_left_seconds) ${told}
    )
SELECT
    t.source AS source,
    t.channel AS channel,
    if(w.of_queue != '', w.of_queue, t.queue) AS queue,
    ifNull(t.event_agent, w.of_agent) AS agent,
    coalesce(t.interaction, nullIf(w.of_interaction, '')) AS interaction,
    coalesce(t.guid, w.of_guid) AS guid,
    t.at AS end_at,
    t.datetime AS local_end,
    t.used AS used_seconds,
    assumeNotNull(t.wrap_up_total_seconds) AS planned_seconds,
    assumeNotNull(t.wrap_up_left_seconds) AS left_seconds,
    toBool(left_seconds = 0) AS exceeded
FROM told AS t
LEFT ANY JOIN ends AS w
    ON t.source = w.of_source AND t.channel = w.of_channel AND t.at = w.ended AND t.used = w.used
    AND ifNull(t.event_agent, w.of_agent) = w.of_agent;
