-- Sums over minutes and exact distributions of waits. Each minute is judged by the target that was valid in it: the
-- queue's own, else the default of the source's queues, else 20 and 5 seconds. Percentiles are nearest ranks.

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
    judged AS (
        SELECT
            minutes.*,
            ${threshold} AS threshold,
            ${short} AS short
        FROM (SELECT * FROM pulso.queue_minutes ${where}) AS minutes
        ASOF LEFT JOIN targets AS own
            ON minutes.source = own.of_source AND minutes.queue = own.of_queue AND minutes.minute >= own.valid_from
        ASOF LEFT JOIN defaults AS any_queue
            ON minutes.source = any_queue.of_source AND minutes.minute >= any_queue.valid_from
    ),
    sums AS (
        SELECT
        m.source AS source,
        m.channel AS channel,
        m.queue AS queue,
        m.direction AS direction,
        ${bucket_expression}
        sum(m.received) AS received,
        sum(m.offered) AS offered,
        sum(m.answered) AS answered,
        sum(m.abandoned) AS abandoned,
        sum(m.exited_key) AS exited_key,
        sum(m.exited_timeout) AS exited_timeout,
        sum(m.exited_empty) AS exited_empty,
        sum(m.withdrawn) AS withdrawn,
        sum(m.system) AS system,
        sum(m.open) AS open,
        sum(m.recovered) AS recovered,
        sum(m.reconstructed) AS reconstructed,
        sum(m.refused) AS refused,
        sum(m.refused_closed) AS refused_closed,
        sum(m.refused_full) AS refused_full,
        sum(m.refused_no_agents) AS refused_no_agents,
        sum(m.refused_blocked) AS refused_blocked,
        sum(m.repeat24h) AS repeat24h,
        sum(m.repeat7d) AS repeat7d,
        sum(m.ring_known) AS ring_known,
        sum(m.ring_seconds) AS ring_seconds,
        sum(m.rated) AS rated,
        sum(m.rating_hundredths) AS rating_hundredths,
        sum(m.handled) AS handled,
        sum(m.talk_known) AS talk_known,
        sum(m.talk_seconds) AS talk_seconds,
        sum(m.hold_seconds) AS hold_seconds,
        sum(m.wrap_up_known) AS wrap_up_known,
        sum(m.wrap_up_seconds) AS wrap_up_seconds,
        sum(m.messages) AS messages,
        sum(m.transferred) AS transferred,
        sum(m.ended_by_caller) AS ended_by_caller,
        sum(m.ended_by_agent) AS ended_by_agent,
        sum(m.ring_no_answer) AS ring_no_answer,
        sum(m.ring_refused) AS ring_refused,
        sum(m.agent_dumps) AS agent_dump,
        sum(m.out_attempts) AS out_attempts,
        sum(m.out_answered) AS out_answered,
        sum(m.out_handled) AS out_handled,
        sum(m.out_talk_seconds) AS out_talk_seconds,
        toInt64(sum(arraySum((wait, times) -> if(wait <= m.threshold, times, 0), m.`answered_waits.seconds`, m.`answered_waits.count`))) AS answered_within,
        toInt64(sum(arraySum((wait, times) -> if(wait > m.threshold, times, 0), m.`answered_waits.seconds`, m.`answered_waits.count`))) AS answered_late,
        toInt64(sum(arraySum((wait, times) -> if(wait <= m.threshold, times, 0), m.`abandoned_waits.seconds`, m.`abandoned_waits.count`))) AS abandoned_within,
        toInt64(sum(arraySum((wait, times) -> if(wait < m.short, times, 0), m.`abandoned_waits.seconds`, m.`abandoned_waits.count`))) AS short_abandoned,
        sum(arraySum(m.`answered_waits.count`)) AS answered_waits,
        sum(arraySum((wait, times) -> wait * times, m.`answered_waits.seconds`, m.`answered_waits.count`)) AS answered_wait_seconds,
        sum(arraySum(m.`abandoned_waits.count`)) AS abandoned_waits,
        sum(arraySum((wait, times) -> wait * times, m.`abandoned_waits.seconds`, m.`abandoned_waits.count`)) AS abandoned_wait_seconds,
        sumMap(
            arrayConcat(m.`answered_waits.seconds`, m.`abandoned_waits.seconds`, m.`exited_key_waits.seconds`, m.`exited_timeout_waits.seconds`, m.`exited_empty_waits.seconds`, m.`withdrawn_waits.seconds`),
            arrayConcat(m.`answered_waits.count`, m.`abandoned_waits.count`, m.`exited_key_waits.count`, m.`exited_timeout_waits.count`, m.`exited_empty_waits.count`, m.`withdrawn_waits.count`)) AS ended,
        arrayCumSum(ended.2) AS ranks,
        arraySum(ended.2) AS ended_waits,
        arraySum((wait, times) -> wait * times, ended.1, ended.2) AS ended_wait_seconds,
        if(ended_waits = 0, NULL, ended.1[arrayFirstIndex(rank -> rank >= intDiv(ended_waits * 50 + 99, 100), ranks)]) AS wait_p50_seconds,
        if(ended_waits = 0, NULL, ended.1[arrayFirstIndex(rank -> rank >= intDiv(ended_waits * 80 + 99, 100), ranks)]) AS wait_p80_seconds,
        if(ended_waits = 0, NULL, ended.1[arrayFirstIndex(rank -> rank >= intDiv(ended_waits * 90 + 99, 100), ranks)]) AS wait_p90_seconds,
        if(ended_waits = 0, NULL, ended.1[arrayFirstIndex(rank -> rank >= intDiv(ended_waits * 95 + 99, 100), ranks)]) AS wait_p95_seconds,
        if(ended_waits = 0, NULL, ended.1[-1]) AS wait_max_seconds
        FROM judged AS m
        GROUP BY source, channel, queue, direction ${bucket_group}
    )
