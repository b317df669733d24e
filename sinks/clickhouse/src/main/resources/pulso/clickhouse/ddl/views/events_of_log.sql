SELECT source, '${channel}' AS channel, at, datetime, origid, topic_offset, interaction, queue, event_agent, event, kind, wait_seconds, talk_seconds, ring_ms, out_duration_seconds, dial_status, wrap_up_left_seconds, wrap_up_total_seconds, messages, guid, from_agent, to_agent
FROM pulso_raw.${log_table} FINAL
