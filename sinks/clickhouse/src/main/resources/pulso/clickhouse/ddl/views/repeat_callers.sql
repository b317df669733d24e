-- The mark of a repeated contact is on its first passage; a caller is the same however the number is written.

CREATE OR REPLACE VIEW pulso.repeat_callers
(
    source LowCardinality(String) COMMENT 'Contact centre',
    day Date COMMENT 'Day of the contact centre',
    caller String COMMENT 'Number or address, digits alone where it is a number; empty where only a later passage names it',
    contacts UInt64 COMMENT 'Interactions of this caller that entered an inbound queue on that day',
    repeat24h UInt64 COMMENT 'Of these: had another contact in the 24 hours before',
    repeat7d UInt64 COMMENT 'Of these: had another contact in the 7 days before',
    channels Array(String) COMMENT 'Channels they came by',
    queues Array(String) COMMENT 'Queues they entered',
    agents Array(String) COMMENT 'Who answered them',
    first_enter DateTime64(3, 'UTC') COMMENT 'First of the day',
    last_enter DateTime64(3, 'UTC') COMMENT 'Last of the day'
)
COMMENT 'Callers who called again, by day'
AS
SELECT
    p.source AS source,
    toDate(p.local_enter) AS day,
    ${caller_key} AS caller,
    uniqExact(p.channel, p.interaction) AS contacts,
    countIf(p.since_last_contact_seconds <= 24 * 3600) AS repeat24h,
    countIf(p.since_last_contact_seconds <= 7 * 24 * 3600) AS repeat7d,
    arraySort(groupUniqArray(toString(p.channel))) AS channels,
    arraySort(groupUniqArray(toString(p.queue))) AS queues,
    arraySort(groupUniqArray(toString(p.agent))) AS agents,
    min(p.enter) AS first_enter,
    max(p.enter) AS last_enter
FROM pulso.passages AS p
WHERE p.direction = 'inbound'
GROUP BY source, day, caller
HAVING repeat7d > 0;
