-- All passages of one interaction as one row, in the order of entering, and what the call detail record says of it.

CREATE OR REPLACE VIEW pulso.contacts
(
    source LowCardinality(String) COMMENT 'Contact centre',
    channel LowCardinality(String) COMMENT 'telephony, webchat, sms, email, twitter, messenger or facebook',
    interaction String COMMENT 'callid of the call, or id of the chat, mail or message',
    direction LowCardinality(String) COMMENT 'inbound or outbound, of the first passage',
    enter DateTime64(3, 'UTC') COMMENT 'Entered its first queue',
    local_enter DateTime64(3, 'UTC') COMMENT 'Entered its first queue, wall clock of the contact centre (it only says UTC)',
    caller Nullable(String) COMMENT 'Number or address of the caller, the first that a passage names',
    guid Nullable(String) COMMENT 'guid of the call, also the name of its recording',
    passages UInt64 COMMENT 'How many passages it has',
    queues Array(String) COMMENT 'Queues in the order in which it entered them',
    first_queue String COMMENT 'Queue that it entered first',
    last_queue String COMMENT 'Queue that it entered last',
    outcome LowCardinality(String) COMMENT 'answered where any passage was; else open where any is; else how the last passage ended',
    wait_seconds Nullable(Int64) COMMENT 'Waited, in all queues together; null where no wait is known',
    agents Array(String) COMMENT 'Who had it, in order, each once',
    agent Nullable(String) COMMENT 'Who answered it first',
    last_agent Nullable(String) COMMENT 'Who had it last',
    talk_seconds Nullable(Int64) COMMENT 'Conversation of all passages, hold included; null where none is known',
    hold_seconds Nullable(Int64) COMMENT 'Hold within it; null where none is known',
    wrap_up_seconds Nullable(Int64) COMMENT 'Wrap-up used; null where none is known',
    end_at Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the last conversation or wait; null while it waits or talks',
    end_type LowCardinality(Nullable(String)) COMMENT 'How the last conversation ended: caller, agent, blind_transfer, attended_transfer, system or unknown',
    transferred Bool COMMENT 'A conversation ended by a transfer, or an agent took it over from another',
    messages Nullable(Int64) COMMENT 'Messages exchanged, where the channel counts them',
    rating Nullable(Float64) COMMENT 'Rating by the customer',
    since_last_contact_seconds Nullable(Int64) COMMENT 'Since the former contact of the same caller, if within seven days',
    disposition1 Nullable(String) COMMENT 'Disposition that the agent noted, level 1; telephony only',
    disposition2 Nullable(String) COMMENT 'Disposition, level 2',
    disposition3 Nullable(String) COMMENT 'Disposition, level 3',
    disposition_at Nullable(DateTime64(6, 'UTC')) COMMENT 'When the disposition was noted, wall clock of the contact centre (it only says UTC)',
    cdr_duration_seconds Nullable(Int64) COMMENT 'Whole call, by its detail record',
    cdr_billsec_seconds Nullable(Int64) COMMENT 'Since it was answered, also by a menu, by its detail record',
    cdr_disposition LowCardinality(Nullable(String)) COMMENT 'Result by its detail record; ANSWERED also when abandoned in a queue',
    recorded LowCardinality(Nullable(String)) COMMENT 'Whether the call was recorded, by its detail record',
    recording Nullable(String) COMMENT 'Name of the recording: the guid of the call',
    tags UInt64 COMMENT 'Marks in the recording'
)
COMMENT 'All passages of one interaction, with its call detail record'
AS
WITH
    contacts AS (
        SELECT
            p.source AS source,
            p.channel AS channel,
            p.interaction AS interaction,
            arraySort(groupArray((p.enter, p.last_row_at, p.queue, p.ordinal, ifNull(p.agent, ''), ifNull(p.last_agent, ''), p.direction, p.local_enter, p.outcome))) AS steps,
            argMin(p.caller, (p.enter, p.last_row_at, p.queue, p.ordinal)) AS caller,
            argMin(p.guid, (p.enter, p.last_row_at, p.queue, p.ordinal)) AS guid,
            sum(p.wait_seconds) AS wait_seconds,
            sum(p.talk_seconds) AS talk_seconds,
            sum(p.hold_seconds) AS hold_seconds,
            sum(p.wrap_up_seconds) AS wrap_up_seconds,
            countIf(p.outcome = 'open' OR (p.outcome = 'answered' AND isNull(p.talk_end))) AS under_way,
            max(greatest(ifNull(p.talk_end, toDateTime64(0, 3, 'UTC')), ifNull(p.wait_end, toDateTime64(0, 3, 'UTC')))) AS latest_end,
            argMax(p.end_type, (p.enter, p.last_row_at, p.queue, p.ordinal)) AS end_type,
            toBool(countIf(p.end_type IN ('blind_transfer', 'attended_transfer') OR p.agent_transfers > 0) > 0) AS transferred,
            sum(p.messages) AS messages,
            argMax(p.rating, (p.enter, p.last_row_at, p.queue, p.ordinal)) AS rating,
            argMin(p.since_last_contact_seconds, (p.enter, p.last_row_at, p.queue, p.ordinal)) AS since_last_contact_seconds
        FROM pulso.passages AS p
        ${entered}
        GROUP BY source, channel, interaction
        ${first_entered}
    ),
    records AS (
        SELECT
            source AS of_source,
            uniqueid AS of_interaction,
            nullIf(guid, '') AS cdr_guid,
            duration,
            billsec,
            nullIf(disposition, '') AS cdr_disposition,
            nullIf(type, '') AS recorded,
            finishtime,
            splitByString(${separator}, ${disposition}) AS levels
        FROM pulso.cdr
        WHERE uniqueid != '' ${of_calls}
    ),
    marks AS (
        SELECT source AS of_source, guid AS of_guid, count() AS tags
        FROM pulso.tags
        WHERE guid != ''
        GROUP BY of_source, of_guid
    )
SELECT
    c.source AS source,
    c.channel AS channel,
    c.interaction AS interaction,
    c.steps[1].7 AS direction,
    c.steps[1].1 AS enter,
    c.steps[1].8 AS local_enter,
    c.caller AS caller,
    coalesce(c.guid, r.cdr_guid) AS guid,
    length(c.steps) AS passages,
    arrayMap(step -> step.3, c.steps) AS queues,
    c.steps[1].3 AS first_queue,
    c.steps[-1].3 AS last_queue,
    multiIf(arrayExists(step -> step.9 = 'answered', c.steps), 'answered', arrayExists(step -> step.9 = 'open', c.steps), 'open', c.steps[-1].9) AS outcome,
    c.wait_seconds AS wait_seconds,
    arrayDistinct(arrayFilter(name -> name != '', arrayFlatten(arrayMap(step -> [step.5, step.6], c.steps)))) AS agents,
    nullIf(arrayFirst(step -> step.5 != '', c.steps).5, '') AS agent,
    nullIf(if(empty(arrayLast(step -> step.5 != '', c.steps).6), arrayLast(step -> step.5 != '', c.steps).5, arrayLast(step -> step.5 != '', c.steps).6), '') AS last_agent,
    c.talk_seconds AS talk_seconds,
    c.hold_seconds AS hold_seconds,
    c.wrap_up_seconds AS wrap_up_seconds,
    if(c.under_way > 0, NULL, nullIf(c.latest_end, toDateTime64(0, 3, 'UTC'))) AS end_at,
    c.end_type AS end_type,
    c.transferred AS transferred,
    c.messages AS messages,
    c.rating AS rating,
    c.since_last_contact_seconds AS since_last_contact_seconds,
    nullIf(trimBoth(r.levels[1]), '') AS disposition1,
    nullIf(trimBoth(r.levels[2]), '') AS disposition2,
    nullIf(trimBoth(r.levels[3]), '') AS disposition3,
    r.finishtime AS disposition_at,
    r.duration AS cdr_duration_seconds,
    r.billsec AS cdr_billsec_seconds,
    r.cdr_disposition AS cdr_disposition,
    r.recorded AS recorded,
    guid AS recording,
    m.tags AS tags
FROM contacts AS c
LEFT ANY JOIN records AS r ON c.source = r.of_source AND if(c.channel = 'telephony', c.interaction, '') = r.of_interaction
LEFT ANY JOIN marks AS m ON c.source = m.of_source AND coalesce(c.guid, r.cdr_guid, '') = m.of_guid;
