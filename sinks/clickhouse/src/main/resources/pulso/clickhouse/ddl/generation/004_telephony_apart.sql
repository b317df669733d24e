-- Ids of calls begin with the time, those of chats need not: where both lie in one part, the few thousand rows amid which one
-- channel ends and the next begins span all times, and a question about a day of calls, which has to look at whatever may be
-- a newer row of what it found, looks at all calls. The partition is made of the key, so a row never changes it.

CREATE TABLE IF NOT EXISTS ${database}.passages_apart AS ${database}.passages
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (source, channel = 'telephony')
ORDER BY (source, channel, interaction, queue, ordinal)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One interaction''s way through one queue: the unit that is counted';

INSERT INTO ${database}.passages_apart SELECT * FROM ${database}.passages;

DROP TABLE IF EXISTS ${database}.passages_together;

RENAME TABLE ${database}.passages TO ${database}.passages_together, ${database}.passages_apart TO ${database}.passages;

DROP TABLE ${database}.passages_together SETTINGS max_table_size_to_drop = 0;
