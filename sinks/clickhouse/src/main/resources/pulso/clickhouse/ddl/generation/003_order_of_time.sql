-- Passages in the order of their interactions: those of a call begin with the second in which it came, so a stretch of time
-- lies together whatever the queue, and new rows meet few old ones when they are merged. The key is the same key as before.
-- Whatever is cut off between two statements is put right by doing all of them once more.

CREATE TABLE IF NOT EXISTS ${database}.passages_in_order AS ${database}.passages
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (source, channel, interaction, queue, ordinal)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One interaction''s way through one queue: the unit that is counted';

INSERT INTO ${database}.passages_in_order SELECT * FROM ${database}.passages;

DROP TABLE IF EXISTS ${database}.passages_by_queue;

RENAME TABLE ${database}.passages TO ${database}.passages_by_queue, ${database}.passages_in_order TO ${database}.passages;

DROP TABLE ${database}.passages_by_queue;

-- Days are asked for by the wall clock of the contact centre, partitions are made by the instant.

ALTER TABLE ${database}.queue_minutes ADD INDEX IF NOT EXISTS local_minute_range local_minute TYPE minmax GRANULARITY 1;

ALTER TABLE ${database}.queue_minutes MATERIALIZE INDEX local_minute_range;

ALTER TABLE ${database}.agent_minutes ADD INDEX IF NOT EXISTS local_minute_range local_minute TYPE minmax GRANULARITY 1;

ALTER TABLE ${database}.agent_minutes MATERIALIZE INDEX local_minute_range;

ALTER TABLE ${database}.agent_intervals ADD INDEX IF NOT EXISTS local_from_range local_from TYPE minmax GRANULARITY 1;

ALTER TABLE ${database}.agent_intervals MATERIALIZE INDEX local_from_range;
