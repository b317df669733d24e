-- The keys of passages hold no time, yet interactions come in the order of time within a queue: what a question about a
-- stretch of time need not read is known by the least and greatest moment of each few thousand rows.

ALTER TABLE ${database}.passages
    ADD INDEX IF NOT EXISTS enter_range enter TYPE minmax GRANULARITY 1,
    ADD INDEX IF NOT EXISTS local_enter_range local_enter TYPE minmax GRANULARITY 1,
    ADD INDEX IF NOT EXISTS talk_end_range talk_end TYPE minmax GRANULARITY 1,
    ADD INDEX IF NOT EXISTS wrap_up_end_range wrap_up_end TYPE minmax GRANULARITY 1;

ALTER TABLE ${database}.passages MATERIALIZE INDEX enter_range, MATERIALIZE INDEX local_enter_range, MATERIALIZE INDEX talk_end_range, MATERIALIZE INDEX wrap_up_end_range;
