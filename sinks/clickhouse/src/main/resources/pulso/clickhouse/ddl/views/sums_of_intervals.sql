-- The same sums without the minutes: the edges of intervals, clipped to the window, in the order of time. Between two
-- edges it is known how many intervals of each kind are under way.

WITH
    edges AS (
        SELECT
            source,
            agent,
            edge.1 AS at,
            sumIf(edge.2, kind = 'login') AS login,
            sumIf(edge.2, kind = 'break') AS break,
            sumIf(edge.2, kind = 'pause') AS pause,
            sumIf(edge.2, kind = 'talk') AS talk,
            sumIf(edge.2, kind = 'outbound') AS outbound,
            sumIf(edge.2, kind = 'hold') AS hold,
            sumIf(edge.2, kind = 'wrap_up') AS wrap_up
        FROM pulso.agent_intervals
        ARRAY JOIN [
            (greatest(from_at, {from:DateTime64(3, 'UTC')}), 1),
            (least(to_at, {to:DateTime64(3, 'UTC')}), -1)] AS edge
        WHERE from_at < {to:DateTime64(3, 'UTC')} AND to_at > {from:DateTime64(3, 'UTC')}
        GROUP BY source, agent, at
    ),
    stretches AS (
        SELECT
            source,
            agent,
            dateDiff('second', at, leadInFrame(at, 1, at) OVER (PARTITION BY source, agent ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS seconds,
            sum(e.login) OVER so_far AS login,
            sum(e.break) OVER so_far AS break,
            sum(e.pause) OVER so_far AS pause,
            sum(e.talk) OVER so_far AS talk,
            sum(e.outbound) OVER so_far AS outbound,
            sum(e.hold) OVER so_far AS hold,
            sum(e.wrap_up) OVER so_far AS wrap_up
        FROM edges AS e
        WINDOW so_far AS (PARTITION BY source, agent ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    ),
    times AS (
        SELECT
            source,
            agent,
            sumIf(seconds, login > 0) AS login_seconds,
            sumIf(seconds, break > 0) AS break_seconds,
            sumIf(seconds, pause > 0 AND break <= 0) AS pause_seconds,
            sumIf(seconds, talk + outbound + wrap_up > 0) AS busy_seconds,
            sum(seconds * (talk + outbound)) AS talk_seconds,
            sum(seconds * hold) AS hold_seconds,
            sum(seconds * wrap_up) AS wrap_up_seconds
        FROM stretches
        GROUP BY source, agent
    ),
    taken AS (
        SELECT source, assumeNotNull(agent) AS agent, count() AS answered
        FROM pulso.passages
        WHERE outcome = 'answered' AND agent != '' AND enter >= {from:DateTime64(3, 'UTC')} AND enter < {to:DateTime64(3, 'UTC')}
        GROUP BY source, agent
    ),
${moments}    moments AS (
        SELECT
            source,
            agent,
            countIf(kind = 'ring_no_answer' AND NOT refused) AS ring_no_answer,
            countIf(kind = 'ring_no_answer' AND refused) AS ring_refused,
            countIf(kind = 'agent_dump') AS agent_dump,
            countIf(kind = 'agent_attended') AS transfers_taken,
            countIf(kind IN ('out_call', 'out_start')) AS out_attempts,
            countIf(kind = 'out_call' AND picked_up) AS out_answered
        FROM happened
        WHERE agent != '' AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
            AND kind IN ('ring_no_answer', 'agent_dump', 'agent_attended', 'out_call', 'out_start')
        GROUP BY source, agent
    ),
    seen AS (
        SELECT source, agent FROM times
        UNION DISTINCT
        SELECT source, agent FROM taken
        UNION DISTINCT
        SELECT source, agent FROM moments
    ),
    sums AS (
        SELECT
        s.source AS source,
        s.agent AS agent,
        toInt64(ifNull(t.login_seconds, 0)) AS login_seconds,
        toInt64(ifNull(t.break_seconds, 0)) AS break_seconds,
        toInt64(ifNull(t.pause_seconds, 0)) AS pause_seconds,
        toInt64(ifNull(t.busy_seconds, 0)) AS busy_seconds,
        toInt64(ifNull(t.talk_seconds, 0)) AS talk_seconds,
        toInt64(ifNull(t.hold_seconds, 0)) AS hold_seconds,
        toInt64(ifNull(t.wrap_up_seconds, 0)) AS wrap_up_seconds,
        toInt64(ifNull(p.answered, 0)) AS answered,
        toInt64(ifNull(m.ring_no_answer, 0)) AS ring_no_answer,
        toInt64(ifNull(m.ring_refused, 0)) AS ring_refused,
        toInt64(ifNull(m.agent_dump, 0)) AS agent_dump,
        toInt64(ifNull(m.transfers_taken, 0)) AS transfers_taken,
        toInt64(ifNull(m.out_attempts, 0)) AS out_attempts,
        toInt64(ifNull(m.out_answered, 0)) AS out_answered
        FROM seen AS s
        LEFT JOIN times AS t ON s.source = t.source AND s.agent = t.agent
        LEFT JOIN taken AS p ON s.source = p.source AND s.agent = p.agent
        LEFT JOIN moments AS m ON s.source = m.source AND s.agent = m.agent
    )
