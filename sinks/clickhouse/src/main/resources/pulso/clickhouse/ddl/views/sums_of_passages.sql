-- The same sums without the minutes: passages, and rows of the logs for what happens outside of passages.

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
            passages.*,
            ${threshold} AS threshold,
            ${short} AS short
        FROM (
            SELECT *, toStartOfMinute(enter) AS entered
            FROM pulso.passages
            WHERE enter >= {from:DateTime64(3, 'UTC')} AND enter < {to:DateTime64(3, 'UTC')}
        ) AS passages
        ASOF LEFT JOIN targets AS own
            ON passages.source = own.of_source AND passages.queue = own.of_queue AND passages.entered >= own.valid_from
        ASOF LEFT JOIN defaults AS any_queue
            ON passages.source = any_queue.of_source AND passages.entered >= any_queue.valid_from
    ),
    cohort AS (
        SELECT
            p.source AS source,
            p.channel AS channel,
            p.queue AS queue,
            count() AS offered,
            countIf(p.outcome = 'answered') AS answered,
            countIf(p.outcome = 'abandoned') AS abandoned,
            countIf(p.outcome = 'exited_key') AS exited_key,
            countIf(p.outcome = 'exited_timeout') AS exited_timeout,
            countIf(p.outcome = 'exited_empty') AS exited_empty,
            countIf(p.outcome = 'withdrawn') AS withdrawn,
            countIf(p.outcome = 'system') AS system,
            countIf(p.outcome = 'open') AS open,
            countIf(p.outcome = 'answered' AND p.wait_seconds <= p.threshold) AS answered_within,
            countIf(p.outcome = 'answered' AND p.wait_seconds > p.threshold) AS answered_late,
            countIf(p.outcome = 'abandoned' AND p.wait_seconds <= p.threshold) AS abandoned_within,
            countIf(p.outcome = 'abandoned' AND p.wait_seconds < p.short) AS short_abandoned,
            countIf(p.recovered) AS recovered,
            countIf(p.reconstructed) AS reconstructed,
            countIf(p.since_last_contact_seconds <= 24 * 3600) AS repeat24h,
            countIf(p.since_last_contact_seconds <= 7 * 24 * 3600) AS repeat7d,
            count(p.ring_seconds) AS ring_known,
            sum(p.ring_seconds) AS ring_seconds,
            count(p.rating) AS rated,
            sum(toInt64(round(p.rating * 100))) AS rating_hundredths,
            countIf(p.outcome = 'answered' AND isNotNull(p.wait_seconds)) AS answered_waits,
            sumIf(p.wait_seconds, p.outcome = 'answered') AS answered_wait_seconds,
            countIf(p.outcome = 'abandoned' AND isNotNull(p.wait_seconds)) AS abandoned_waits,
            sumIf(p.wait_seconds, p.outcome = 'abandoned') AS abandoned_wait_seconds,
            arraySort(groupArrayIf(assumeNotNull(p.wait_seconds), isNotNull(p.wait_seconds) AND p.outcome NOT IN ('open', 'system'))) AS waits,
            length(waits) AS ended_waits,
            arraySum(waits) AS ended_wait_seconds,
            if(empty(waits), NULL, waits[intDiv(length(waits) * 50 + 99, 100)]) AS wait_p50_seconds,
            if(empty(waits), NULL, waits[intDiv(length(waits) * 80 + 99, 100)]) AS wait_p80_seconds,
            if(empty(waits), NULL, waits[intDiv(length(waits) * 90 + 99, 100)]) AS wait_p90_seconds,
            if(empty(waits), NULL, waits[intDiv(length(waits) * 95 + 99, 100)]) AS wait_p95_seconds,
            if(empty(waits), NULL, waits[-1]) AS wait_max_seconds
        FROM judged AS p
        GROUP BY source, channel, queue
    ),
    talks AS (
        SELECT
            source,
            channel,
            queue,
            count() AS handled,
            count(p.talk_seconds) AS talk_known,
            sum(p.talk_seconds) AS talk_seconds,
            sum(p.hold_seconds) AS hold_seconds,
            sum(p.messages) AS messages,
            countIf(p.end_type IN ('blind_transfer', 'attended_transfer')) AS transferred,
            countIf(p.end_type = 'caller') AS ended_by_caller,
            countIf(p.end_type = 'agent') AS ended_by_agent
        FROM pulso.passages AS p
        WHERE p.talk_end >= {from:DateTime64(3, 'UTC')} AND p.talk_end < {to:DateTime64(3, 'UTC')}
        GROUP BY source, channel, queue
    ),
${moments}    moments AS (
        SELECT
            source,
            channel,
            queue,
            countIf(kind = 'refused_closed') AS refused_closed,
            countIf(kind = 'refused_full') AS refused_full,
            countIf(kind = 'refused_no_agents') AS refused_no_agents,
            countIf(kind = 'refused_blocked') AS refused_blocked,
            countIf(kind = 'wrap_up') AS wrap_up_known,
            sumIf(seconds, kind = 'wrap_up') AS wrap_up_seconds,
            countIf(kind = 'agent_transfer') AS passed_on,
            countIf(kind = 'ring_no_answer' AND refused) AS ring_refused,
            countIf(kind = 'ring_no_answer' AND NOT refused) AS ring_no_answer,
            countIf(kind = 'agent_dump') AS agent_dump,
            countIf(kind IN ('out_call', 'out_start')) AS out_attempts,
            countIf(kind = 'out_call' AND picked_up) AS out_answered,
            countIf(kind = 'out_end') AS out_handled,
            sumIf(seconds, kind = 'out_end' OR (kind = 'out_call' AND picked_up)) AS out_talk_seconds,
            sumIf(messages, kind = 'out_end') AS out_messages
        FROM happened
        WHERE queue != '' AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        GROUP BY source, channel, queue
    ),
    seen AS (
        SELECT source, channel, queue FROM cohort
        UNION DISTINCT
        SELECT source, channel, queue FROM talks
        UNION DISTINCT
        SELECT source, channel, queue FROM moments
    ),
    sums AS (
        SELECT
        s.source AS source,
        s.channel AS channel,
        s.queue AS queue,
        if(endsWith(s.queue, '->'), 'outbound', 'inbound') AS direction,
        toInt64(ifNull(c.offered, 0) + ifNull(m.refused_closed, 0) + ifNull(m.refused_full, 0) + ifNull(m.refused_no_agents, 0) + ifNull(m.refused_blocked, 0)) AS received,
        toInt64(ifNull(c.offered, 0)) AS offered,
        toInt64(ifNull(c.answered, 0)) AS answered,
        toInt64(ifNull(c.abandoned, 0)) AS abandoned,
        toInt64(ifNull(c.exited_key, 0)) AS exited_key,
        toInt64(ifNull(c.exited_timeout, 0)) AS exited_timeout,
        toInt64(ifNull(c.exited_empty, 0)) AS exited_empty,
        toInt64(ifNull(c.withdrawn, 0)) AS withdrawn,
        toInt64(ifNull(c.system, 0)) AS system,
        toInt64(ifNull(c.open, 0)) AS open,
        toInt64(ifNull(c.short_abandoned, 0)) AS short_abandoned,
        toInt64(ifNull(c.abandoned_within, 0)) AS abandoned_within,
        toInt64(ifNull(c.answered_within, 0)) AS answered_within,
        toInt64(ifNull(c.answered_late, 0)) AS answered_late,
        toInt64(ifNull(c.recovered, 0)) AS recovered,
        toInt64(ifNull(c.reconstructed, 0)) AS reconstructed,
        toInt64(ifNull(c.repeat24h, 0)) AS repeat24h,
        toInt64(ifNull(c.repeat7d, 0)) AS repeat7d,
        toInt64(ifNull(c.ring_known, 0)) AS ring_known,
        toInt64(ifNull(c.ring_seconds, 0)) AS ring_seconds,
        toInt64(ifNull(c.rated, 0)) AS rated,
        toInt64(ifNull(c.rating_hundredths, 0)) AS rating_hundredths,
        toInt64(ifNull(c.answered_waits, 0)) AS answered_waits,
        toInt64(ifNull(c.answered_wait_seconds, 0)) AS answered_wait_seconds,
        toInt64(ifNull(c.abandoned_waits, 0)) AS abandoned_waits,
        toInt64(ifNull(c.abandoned_wait_seconds, 0)) AS abandoned_wait_seconds,
        toInt64(ifNull(c.ended_waits, 0)) AS ended_waits,
        toInt64(ifNull(c.ended_wait_seconds, 0)) AS ended_wait_seconds,
        c.wait_p50_seconds AS wait_p50_seconds,
        c.wait_p80_seconds AS wait_p80_seconds,
        c.wait_p90_seconds AS wait_p90_seconds,
        c.wait_p95_seconds AS wait_p95_seconds,
        c.wait_max_seconds AS wait_max_seconds,
        received - offered AS refused,
        toInt64(ifNull(m.refused_closed, 0)) AS refused_closed,
        toInt64(ifNull(m.refused_full, 0)) AS refused_full,
        toInt64(ifNull(m.refused_no_agents, 0)) AS refused_no_agents,
        toInt64(ifNull(m.refused_blocked, 0)) AS refused_blocked,
        toInt64(ifNull(t.handled, 0)) AS handled,
        toInt64(ifNull(t.talk_known, 0)) AS talk_known,
        toInt64(ifNull(t.talk_seconds, 0)) AS talk_seconds,
        toInt64(ifNull(t.hold_seconds, 0)) AS hold_seconds,
        toInt64(ifNull(t.ended_by_caller, 0)) AS ended_by_caller,
        toInt64(ifNull(t.ended_by_agent, 0)) AS ended_by_agent,
        toInt64(ifNull(t.transferred, 0) + ifNull(m.passed_on, 0)) AS transferred,
        toInt64(ifNull(t.messages, 0) + ifNull(m.out_messages, 0)) AS messages,
        toInt64(ifNull(m.wrap_up_known, 0)) AS wrap_up_known,
        toInt64(ifNull(m.wrap_up_seconds, 0)) AS wrap_up_seconds,
        toInt64(ifNull(m.ring_no_answer, 0)) AS ring_no_answer,
        toInt64(ifNull(m.ring_refused, 0)) AS ring_refused,
        toInt64(ifNull(m.agent_dump, 0)) AS agent_dump,
        toInt64(ifNull(m.out_attempts, 0)) AS out_attempts,
        toInt64(ifNull(m.out_answered, 0)) AS out_answered,
        toInt64(ifNull(m.out_handled, 0)) AS out_handled,
        toInt64(ifNull(m.out_talk_seconds, 0)) AS out_talk_seconds
        FROM seen AS s
        LEFT JOIN cohort AS c ON s.source = c.source AND s.channel = c.channel AND s.queue = c.queue
        LEFT JOIN talks AS t ON s.source = t.source AND s.channel = t.channel AND s.queue = t.queue
        LEFT JOIN moments AS m ON s.source = m.source AND s.channel = m.channel AND s.queue = m.queue
    )
