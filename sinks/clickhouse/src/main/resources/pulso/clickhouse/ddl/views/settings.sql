-- The history of what people decided, one row for each stretch of time in which it held.

CREATE OR REPLACE VIEW pulso.queues
(
    source LowCardinality(String) COMMENT 'Contact centre',
    queue String COMMENT 'Campaign; empty: the default for all queues of the source',
    threshold_seconds Nullable(Int32) COMMENT 'T of service level; null: the default holds',
    short_seconds Nullable(Int32) COMMENT 'Abandons that waited less are short; null: the default holds',
    `group` Nullable(String) COMMENT 'Group of the queue; null: the default holds',
    opening Nullable(String) COMMENT 'When it is open, wall clock of the contact centre; null: the default holds',
    valid_from DateTime64(3, 'UTC') COMMENT 'Since when it held',
    valid_to Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when, not included; null while it holds',
    changed_by LowCardinality(String) COMMENT 'Who said it'
)
COMMENT 'Targets, groups and opening hours of queues, with their history'
AS
SELECT
    source,
    subject AS queue,
    version.3 AS threshold_seconds,
    version.4 AS short_seconds,
    version.5 AS `group`,
    version.6 AS opening,
    version.1 AS valid_from,
    nullIf(version.2, toDateTime64(0, 3, 'UTC')) AS valid_to,
    version.7 AS changed_by
FROM pulso.settings AS s
ARRAY JOIN arrayZip(
    s.`versions.valid_from`,
    arrayPushBack(arrayPopFront(s.`versions.valid_from`), toDateTime64(0, 3, 'UTC')),
    s.`versions.threshold_seconds`,
    s.`versions.short_seconds`,
    s.`versions.group`,
    s.`versions.opening`,
    s.`versions.changed_by`) AS version
WHERE s.kind = 'queue';

CREATE OR REPLACE VIEW pulso.agent_names
(
    source LowCardinality(String) COMMENT 'Contact centre',
    agent String COMMENT 'Agent, as named in the log',
    name Nullable(String) COMMENT 'Full name',
    number Nullable(String) COMMENT 'Telephone number',
    valid_from DateTime64(3, 'UTC') COMMENT 'Since when it held',
    valid_to Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when, not included; null while it holds'
)
COMMENT 'Full names of agents, with their history'
AS
SELECT
    source,
    subject AS agent,
    version.3 AS name,
    version.4 AS number,
    version.1 AS valid_from,
    nullIf(version.2, toDateTime64(0, 3, 'UTC')) AS valid_to
FROM pulso.settings AS s
ARRAY JOIN arrayZip(
    s.`versions.valid_from`,
    arrayPushBack(arrayPopFront(s.`versions.valid_from`), toDateTime64(0, 3, 'UTC')),
    s.`versions.name`,
    s.`versions.number`) AS version
WHERE s.kind = 'agent';
