-- Sums over agents' minutes, of all queues.

WITH
    sums AS (
        SELECT
        m.source AS source,
        m.agent AS agent,
        ${bucket_expression}
        sum(m.login_seconds) AS login_seconds,
        sum(m.break_seconds) AS break_seconds,
        sum(m.pause_seconds) AS pause_seconds,
        sum(m.busy_seconds) AS busy_seconds,
        sum(m.talk_seconds) AS talk_seconds,
        sum(m.hold_seconds) AS hold_seconds,
        sum(m.wrap_up_seconds) AS wrap_up_seconds,
        sum(m.answered) AS answered,
        sum(m.ring_no_answer) AS ring_no_answer,
        sum(m.ring_refused) AS ring_refused,
        sum(m.transfers_taken) AS transfers_taken,
        sum(m.out_attempts) AS out_attempts,
        sum(m.out_answered) AS out_answered,
        sum(m.agent_dumps) AS agent_dump
        FROM pulso.agent_minutes AS m
        ${where}
        GROUP BY source, agent ${bucket_group}
    )
