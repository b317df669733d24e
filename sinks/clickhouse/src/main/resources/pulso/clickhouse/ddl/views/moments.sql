    -- A wrap-up belongs to the queue of its passage, where it has one
    wrap_ups AS (
        SELECT source, channel, queue, wrap_up_end, wrap_up_seconds, agent, interaction
        FROM pulso.passages
        WHERE wrap_up_end >= {from:DateTime64(3, 'UTC')} AND wrap_up_end < {to:DateTime64(3, 'UTC')}
    ),
    -- As far back as an agent-started interaction may have begun; datetime only spares ClickHouse other months
    nearby AS (
        SELECT *
        FROM pulso.events
        WHERE at >= {from:DateTime64(3, 'UTC')} - INTERVAL 9 DAY AND at < {to:DateTime64(3, 'UTC')}
            AND datetime >= {from:DateTime64(3, 'UTC')} - INTERVAL 10 DAY AND datetime < {to:DateTime64(3, 'UTC')} + INTERVAL 1 DAY
    ),
    started AS (
        SELECT DISTINCT source, channel, interaction FROM nearby WHERE kind = 'out_start'
    ),
    -- An agent-started interaction ends by its own event, or by that of a passage while no passage is open
    ends AS (
        SELECT e.source, e.channel, e.interaction, e.at, e.topic_offset
        FROM nearby AS e
        INNER JOIN pulso.passages AS p ON e.source = p.source AND e.channel = p.channel AND e.interaction = p.interaction
        WHERE e.kind IN ('completed_by_agent', 'completed_by_caller')
            AND (e.source, e.channel, e.interaction) IN (SELECT source, channel, interaction FROM started)
            AND p.enter <= e.at AND (isNull(p.talk_end) OR p.talk_end >= e.at) AND p.outcome IN ('answered', 'open')
    ),
    own_lines AS (
        SELECT
            source, channel, interaction, at, topic_offset, kind,
            lagInFrame(kind, 1, '') OVER lines AS before,
            lagInFrame(queue, 1, NULL) OVER lines AS queue_before,
            lagInFrame(event_agent, 1, NULL) OVER lines AS agent_before
        FROM nearby
        WHERE (source, channel, interaction) IN (SELECT source, channel, interaction FROM started)
            AND kind IN ('out_start', 'out_end', 'completed_by_agent', 'completed_by_caller')
            AND (source, channel, interaction, at, topic_offset) NOT IN (SELECT source, channel, interaction, at, topic_offset FROM ends)
        WINDOW lines AS (PARTITION BY source, channel, interaction ORDER BY at, ifNull(origid, 0), topic_offset ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ),
    own_ends AS (
        SELECT source, channel, interaction, at, topic_offset, queue_before, agent_before
        FROM own_lines
        WHERE kind NOT IN ('out_start') AND before = 'out_start'
    ),
    happened AS (
        SELECT
            e.source AS source,
            e.channel AS channel,
            e.at AS at,
            if(e.kind IN ('completed_by_agent', 'completed_by_caller'), 'out_end', e.kind) AS kind,
            multiIf(
                e.kind = 'wrap_up' AND w.queue != '', w.queue,
                isNull(e.queue) AND o.interaction != '', ifNull(o.queue_before, ''),
                ifNull(e.queue, '')) AS queue,
            ifNull(if(isNull(e.event_agent) AND o.interaction != '', o.agent_before, e.event_agent), '') AS agent,
            ifNull(e.ring_ms = 0, false) AS refused,
            ifNull(e.dial_status IN ('ANSWER', 'ANSWERED'), false) AS picked_up,
            ifNull(multiIf(
                e.kind = 'wrap_up', e.wrap_up_total_seconds - e.wrap_up_left_seconds,
                e.kind = 'out_call', e.out_duration_seconds,
                e.talk_seconds), 0) AS seconds,
            ifNull(e.messages, 0) AS messages
        FROM (
            SELECT *
            FROM nearby
            WHERE at >= {from:DateTime64(3, 'UTC')}
                AND kind IN (
                    'refused_closed', 'refused_full', 'refused_no_agents', 'refused_blocked', 'wrap_up', 'agent_transfer',
                    'agent_attended', 'ring_no_answer', 'agent_dump', 'out_call', 'out_start', 'out_end',
                    'completed_by_agent', 'completed_by_caller')
                AND NOT (kind = 'refused_blocked' AND isNotNull(event_agent))
        ) AS e
        LEFT ANY JOIN own_ends AS o
            ON e.source = o.source AND e.channel = o.channel AND e.interaction = o.interaction AND e.at = o.at
            AND e.topic_offset = o.topic_offset
        LEFT ANY JOIN wrap_ups AS w
            ON e.source = w.source AND e.channel = w.channel AND e.at = w.wrap_up_end
            AND e.wrap_up_total_seconds - e.wrap_up_left_seconds = w.wrap_up_seconds
            AND ifNull(e.event_agent, w.agent) = w.agent
        WHERE e.kind NOT IN ('completed_by_agent', 'completed_by_caller') OR o.interaction != ''
    ),
