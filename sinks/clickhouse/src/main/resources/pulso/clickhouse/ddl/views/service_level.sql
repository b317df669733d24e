-- Any formula, any threshold, by day of the contact centre.

SELECT
    source,
    channel,
    queue,
    direction,
    day,
    offered,
    open,
    answered,
    answered_within,
    abandoned,
    abandoned_within,
    short_abandoned,
    multiIf(
        {formula:String} = 'sl1', answered_within / nullIf(answered, 0),
        {formula:String} = 'sl2', answered_within / nullIf(offered - open, 0),
        {formula:String} = 'sl3', answered_within / nullIf(offered - open - abandoned_within, 0),
        {formula:String} = 'sl4', (answered_within + abandoned_within) / nullIf(offered - open, 0),
        {formula:String} = 'sl5', (answered_within + abandoned_within) / nullIf(answered + abandoned, 0),
        answered_within / nullIf(offered - open - short_abandoned, 0)) AS service_level
FROM sums
WHERE throwIf({formula:String} NOT IN ('sl1', 'sl2', 'sl3', 'sl4', 'sl5', 'sl6'), 'formula must be one of sl1 to sl6') = 0
