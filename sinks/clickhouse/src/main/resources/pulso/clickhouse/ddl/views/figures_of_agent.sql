-- The figures of the agents' catalogue from sums; a ratio with nothing to divide by is null, never 0.

SELECT
    source,
    agent,
    ${bucket}
    login_seconds,
    greatest(0, login_seconds - break_seconds - pause_seconds - busy_seconds) AS available_seconds,
    break_seconds,
    pause_seconds,
    busy_seconds,
    talk_seconds,
    hold_seconds,
    wrap_up_seconds,
    answered,
    ring_no_answer,
    ring_refused,
    ring_no_answer / nullIf(ring_no_answer + answered, 0) AS ring_no_answer_rate,
    agent_dump,
    transfers_taken,
    out_attempts,
    out_answered,
    if(login_seconds - break_seconds - pause_seconds > 0, busy_seconds / (login_seconds - break_seconds - pause_seconds), NULL) AS occupancy,
    busy_seconds / nullIf(login_seconds, 0) AS utilisation
FROM sums
