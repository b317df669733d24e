-- What the topology derives, one database for each generation. Columns are the components of the records in the
-- derived topics; version, is_deleted and local_* are the sink's own.
-- passages and agents have no partitions by time: a tombstone names only the key, and the key holds no time.

CREATE DATABASE IF NOT EXISTS ${database} COMMENT 'Storage of one generation; people read the views of the same names in pulso';

CREATE TABLE IF NOT EXISTS ${database}.passages
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    interaction String COMMENT 'callid of the call, or id of the chat, mail or message',
    queue LowCardinality(String) COMMENT 'Campaign',
    ordinal Int32 COMMENT 'Which passage of this interaction through this queue, from 1',
    direction LowCardinality(String) COMMENT 'inbound or outbound',
    enter DateTime64(3, 'UTC') COMMENT 'Entered the queue',
    local_enter DateTime64(3, 'UTC') COMMENT 'Entered the queue, wall clock of the contact centre (it only says UTC)',
    outcome LowCardinality(String) COMMENT 'open, answered, abandoned, exited_key, exited_timeout, exited_empty, withdrawn or system',
    wait_end Nullable(DateTime64(3, 'UTC')) COMMENT 'End of waiting, whatever the outcome',
    wait_seconds Nullable(Int64) COMMENT 'Seconds waited; null while waiting or unknown',
    agent LowCardinality(Nullable(String)) COMMENT 'Agent who answered',
    ring_seconds Nullable(Int64) COMMENT 'Seconds the answering agent''s phone rang',
    talk_end Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the conversation',
    end_type LowCardinality(Nullable(String)) COMMENT 'caller, agent, blind_transfer, attended_transfer, system or unknown',
    talk_seconds Nullable(Int64) COMMENT 'Seconds of conversation, hold included; null while it lasts or unknown',
    hold_seconds Nullable(Int64) COMMENT 'Seconds on hold within the conversation',
    hold_since Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of a hold that is open',
    wrap_up_end Nullable(DateTime64(3, 'UTC')) COMMENT 'End of wrap-up',
    wrap_up_seconds Nullable(Int64) COMMENT 'Seconds of wrap-up used',
    ringing_agent LowCardinality(Nullable(String)) COMMENT 'Agent whose phone rings now',
    ringing_since Nullable(DateTime64(3, 'UTC')) COMMENT 'Since when it rings',
    ring_no_answers Int32 COMMENT 'How often an agent''s phone rang in vain',
    ring_refusals Int32 COMMENT 'How often an agent refused',
    agent_dumps Int32 COMMENT 'How often an agent hung up during the announcement',
    position Nullable(Int64) COMMENT 'Place in the queue',
    exit_key Nullable(String) COMMENT 'Key pressed to leave',
    transfer_to Nullable(String) COMMENT 'Extension or bridge of a transfer',
    caller Nullable(String) COMMENT 'Number or address of the caller',
    guid Nullable(String) COMMENT 'guid of the call, also the name of its recording',
    last_agent LowCardinality(Nullable(String)) COMMENT 'Agent who had it last; null until one took it over from another',
    agent_transfers Int32 COMMENT 'How often an agent took it over from another',
    messages Nullable(Int64) COMMENT 'Messages exchanged, where the channel counts them; null until the end',
    rating Nullable(Float64) COMMENT 'Rating by the customer, whole hundredths',
    since_last_contact_seconds Nullable(Int64) COMMENT 'Since the former contact of the same caller, if within seven days; on the first passage of an interaction only',
    recovered Bool COMMENT 'Opened by REENTERQUEUE: it began before the chat server did',
    reconstructed Bool COMMENT 'The start was rebuilt from the fields of the end',
    clock_used Bool COMMENT 'A duration came from the clock since its field was empty or off',
    last_row_at DateTime64(3, 'UTC') COMMENT 'Latest row of this passage',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: merged away'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (source, channel, queue, interaction, ordinal)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One interaction''s way through one queue: the unit that is counted';

CREATE TABLE IF NOT EXISTS ${database}.agents
(
    source LowCardinality(String) COMMENT 'Contact centre',
    agent String COMMENT 'Agent',
    activity LowCardinality(String) COMMENT 'on_hold, talking, wrap_up, ringing, on_break, paused, available or logged_out',
    since DateTime64(3, 'UTC') COMMENT 'When that began',
    until Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ends by itself',
    next LowCardinality(Nullable(String)) COMMENT 'What follows then',
    next_since Nullable(DateTime64(3, 'UTC')) COMMENT 'When what follows began',
    queue LowCardinality(Nullable(String)) COMMENT 'Queue of the line that activity speaks of',
    logged_in_since Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the session; null when logged out',
    break_since Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the open break',
    break_motive LowCardinality(Nullable(String)) COMMENT 'Reason of the open break',
    paused_since Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the open pause',
    `lines.channel` Array(LowCardinality(String)) COMMENT 'Open lines: channel',
    `lines.queue` Array(LowCardinality(Nullable(String))) COMMENT 'Open lines: queue',
    `lines.interaction` Array(String) COMMENT 'Open lines: interaction',
    `lines.activity` Array(LowCardinality(String)) COMMENT 'Open lines: what the agent does there',
    `lines.since` Array(DateTime64(3, 'UTC')) COMMENT 'Open lines: since when',
    `lines.until` Array(Nullable(DateTime64(3, 'UTC'))) COMMENT 'Open lines: until when, where known',
    `queues.queue` Array(LowCardinality(String)) COMMENT 'Queues served',
    `queues.inferred` Array(Bool) COMMENT 'Queues served: known from calls, not from membership',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: no such agent any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (source, agent)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What each agent is doing now';

CREATE TABLE IF NOT EXISTS ${database}.agent_intervals
(
    source LowCardinality(String) COMMENT 'Contact centre',
    agent LowCardinality(String) COMMENT 'Agent',
    kind LowCardinality(String) COMMENT 'login, break, pause, talk, hold, wrap_up or outbound',
    from_at DateTime64(3, 'UTC') COMMENT 'Start',
    local_from DateTime64(3, 'UTC') COMMENT 'Start, wall clock of the contact centre (it only says UTC)',
    to_at DateTime64(3, 'UTC') COMMENT 'End, not included',
    queue LowCardinality(Nullable(String)) COMMENT 'Queue of the interaction',
    channel LowCardinality(String) COMMENT 'Channel of the interaction; empty for login, break and pause',
    interaction String COMMENT 'Interaction; empty for login, break and pause',
    motive LowCardinality(Nullable(String)) COMMENT 'Reason of a break',
    cut Bool COMMENT 'The end was missing in the log and was set by what followed',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: superseded'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(from_at)
ORDER BY (source, agent, from_at, kind, channel, interaction)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Closed stretches of agents'' time, [from_at, to_at)';

CREATE TABLE IF NOT EXISTS ${database}.queue_minutes
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    queue LowCardinality(String) COMMENT 'Campaign',
    direction LowCardinality(String) COMMENT 'inbound or outbound',
    minute DateTime64(3, 'UTC') COMMENT 'Start of the minute',
    local_minute DateTime64(3, 'UTC') COMMENT 'Start of the minute, wall clock of the contact centre (it only says UTC)',
    received Int64 COMMENT 'Passages offered and refused at the door',
    offered Int64 COMMENT 'Passages that entered in this minute',
    refused Int64 COMMENT 'Refused at the door, of the four kinds',
    refused_closed Int64 COMMENT 'Refused: out of hours or holiday',
    refused_full Int64 COMMENT 'Refused: the queue was full',
    refused_no_agents Int64 COMMENT 'Refused: nobody was there',
    refused_blocked Int64 COMMENT 'Refused: on the black list',
    open Int64 COMMENT 'Of the offered: still waiting',
    answered Int64 COMMENT 'Of the offered: picked up by an agent, whenever that was',
    abandoned Int64 COMMENT 'Of the offered: hung up while waiting',
    exited_key Int64 COMMENT 'Of the offered: left by a key',
    exited_timeout Int64 COMMENT 'Of the offered: waited too long',
    exited_empty Int64 COMMENT 'Of the offered: nobody was there to answer',
    withdrawn Int64 COMMENT 'Of the offered: taken out by a supervisor or program',
    system Int64 COMMENT 'Of the offered: ended unanswered by a restart or by age',
    reconstructed Int64 COMMENT 'Of the offered: start rebuilt from the fields of the end',
    recovered Int64 COMMENT 'Of the offered: opened by REENTERQUEUE',
    ring_known Int64 COMMENT 'Of the answered: those with known ring time',
    ring_seconds Int64 COMMENT 'Their ring time',
    rated Int64 COMMENT 'Of the answered: those with a rating',
    rating_hundredths Int64 COMMENT 'Their ratings, in hundredths',
    repeat24h Int64 COMMENT 'Of the offered: inbound contacts whose caller had another contact in the 24 hours before',
    repeat7d Int64 COMMENT 'Of the offered: inbound contacts whose caller had another contact in the 7 days before',
    `answered_waits.seconds` Array(UInt32) COMMENT 'Waits of the answered: seconds, ascending',
    `answered_waits.count` Array(UInt32) COMMENT 'Waits of the answered: how often',
    `abandoned_waits.seconds` Array(UInt32) COMMENT 'Waits of the abandoned: seconds, ascending',
    `abandoned_waits.count` Array(UInt32) COMMENT 'Waits of the abandoned: how often',
    `exited_key_waits.seconds` Array(UInt32) COMMENT 'Waits of those that left by a key: seconds, ascending',
    `exited_key_waits.count` Array(UInt32) COMMENT 'Waits of those that left by a key: how often',
    `exited_timeout_waits.seconds` Array(UInt32) COMMENT 'Waits of those that timed out: seconds, ascending',
    `exited_timeout_waits.count` Array(UInt32) COMMENT 'Waits of those that timed out: how often',
    `exited_empty_waits.seconds` Array(UInt32) COMMENT 'Waits of those that left an empty queue: seconds, ascending',
    `exited_empty_waits.count` Array(UInt32) COMMENT 'Waits of those that left an empty queue: how often',
    `withdrawn_waits.seconds` Array(UInt32) COMMENT 'Waits of the withdrawn: seconds, ascending',
    `withdrawn_waits.count` Array(UInt32) COMMENT 'Waits of the withdrawn: how often',
    handled Int64 COMMENT 'Conversations that ended in this minute',
    talk_known Int64 COMMENT 'Of the handled: those of known length',
    talk_seconds Int64 COMMENT 'Their conversation, hold included',
    hold_seconds Int64 COMMENT 'Their hold',
    wrap_up_known Int64 COMMENT 'Wrap-ups that ended in this minute',
    wrap_up_seconds Int64 COMMENT 'Their sum',
    messages Int64 COMMENT 'Messages of conversations that ended, where the channel counts them',
    transferred Int64 COMMENT 'Conversations ended by a transfer, and chats passed on to another agent',
    ended_by_caller Int64 COMMENT 'Conversations ended by the caller',
    ended_by_agent Int64 COMMENT 'Conversations ended by the agent',
    ring_no_answer Int64 COMMENT 'Times an agent''s phone rang in vain',
    ring_refused Int64 COMMENT 'Times an agent refused',
    agent_dumps Int64 COMMENT 'Times an agent hung up during the announcement',
    out_attempts Int64 COMMENT 'Outbound calls made and interactions begun by agents',
    out_answered Int64 COMMENT 'Outbound calls answered',
    out_talk_seconds Int64 COMMENT 'Conversation of both',
    out_handled Int64 COMMENT 'Interactions begun by agents that ended',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: nothing is counted in this minute any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(minute)
ORDER BY (source, minute, channel, queue)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One minute of one queue; add up any minutes for any window';

CREATE TABLE IF NOT EXISTS ${database}.agent_minutes
(
    source LowCardinality(String) COMMENT 'Contact centre',
    agent LowCardinality(String) COMMENT 'Agent',
    queue LowCardinality(String) COMMENT 'Campaign; empty for login, break, pause and busy time',
    minute DateTime64(3, 'UTC') COMMENT 'Start of the minute',
    local_minute DateTime64(3, 'UTC') COMMENT 'Start of the minute, wall clock of the contact centre (it only says UTC)',
    login_seconds Int64 COMMENT 'Logged in',
    break_seconds Int64 COMMENT 'On break',
    pause_seconds Int64 COMMENT 'Paused',
    busy_seconds Int64 COMMENT 'Talking or in wrap-up; two chats at once count once',
    talk_seconds Int64 COMMENT 'Talking, hold included',
    hold_seconds Int64 COMMENT 'On hold',
    wrap_up_seconds Int64 COMMENT 'In wrap-up',
    answered Int64 COMMENT 'Passages answered that entered in this minute',
    ring_no_answer Int64 COMMENT 'Times the phone rang in vain',
    ring_refused Int64 COMMENT 'Times refused',
    agent_dumps Int64 COMMENT 'Times hung up during the announcement',
    out_attempts Int64 COMMENT 'Outbound calls made and interactions begun by agents',
    out_answered Int64 COMMENT 'Outbound calls answered',
    transfers_taken Int64 COMMENT 'Interactions taken over from another agent',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: nothing is counted in this minute any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(minute)
ORDER BY (source, minute, agent, queue)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One minute of one agent, clipped by the clock';

CREATE TABLE IF NOT EXISTS ${database}.dialer_lists
(
    source LowCardinality(String) COMMENT 'Contact centre',
    campaign LowCardinality(String) COMMENT 'Campaign of the dialler',
    name String COMMENT 'Name of the list',
    records Nullable(Int64) COMMENT 'Contacts that the list was loaded with; null when DIALER_BASE has no line for it',
    active Nullable(Bool) COMMENT 'Whether the dialler takes contacts from it',
    percentage Nullable(Int64) COMMENT 'Share of each round that is taken from it',
    ready Int64 COMMENT 'Contacts waiting to be dialled',
    in_process Int64 COMMENT 'Contacts being dialled',
    blocked Int64 COMMENT 'Contacts on the do-not-call list',
    other_status Int64 COMMENT 'Contacts in a status that is not documented',
    version UInt64 COMMENT 'Offset in the derived topic',
    is_deleted UInt8 COMMENT '1: no such list any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (source, campaign, name)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'How far the dialler is with each list';
