-- Passages of the days, a tenth of it one interaction in two queues; telephony has ids that begin with a time, the others have none.
INSERT INTO pulso_g1.passages
SETTINGS max_insert_threads = 2
WITH
 number * ${days} / ${passages} AS d, floor(d) AS day, d - day AS u,
 multiIf(u < .08, u / .08 * 28800, u < .92, 28800 + (u - .08) / .84 * 43200, 72000 + (u - .92) / .08 * 14400) AS sec,
 cityHash64(number, 1) AS h1, cityHash64(number, 2) AS h2, cityHash64(number, 3) AS h3, cityHash64(number, 4) AS h4,
 (h1 % 1000000 + 1) / 1000001 AS r1, (h2 % 1000000 + 1) / 1000001 AS r2, (h3 % 1000000 + 1) / 1000001 AS r3, (h4 % 1000000 + 1) / 1000001 AS r4,
 toUInt32(floor(200 * r1 * r1)) AS q,
 multiIf(q % 10 < 7, 'telephony', q % 10 = 7, 'webchat', q % 10 = 8, if(q % 20 = 8, 'sms', 'messenger'), multiIf(q % 30 = 9, 'email', q % 30 = 19, 'twitter', 'facebook')) AS chan,
 channel_is_call AS call, chan = 'telephony' AS channel_is_call,
 multiIf(q = 0, 'Ventas<-', q = 4, 'VIP<-', concat('Cola', toString(q), if(q % 13 = 12, '->', '<-'))) AS qname,
 toDateTime64('${from_day} 00:00:00', 3, 'UTC') + toIntervalSecond(toInt64(day * 86400 + sec)) AS loc,
 loc + toIntervalHour(3) AS ent,
 number - if(number % 20 = 0 AND number > 0, 1, 0) AS base,
 if(call, concat(toString(${epoch} + intDiv(base * ${days} * 864, intDiv(${passages}, 100))), '.', toString(base % 1000000)), concat(lower(hex(cityHash64(base, 7))), '-', lower(hex(cityHash64(base, 8))))) AS inter,
 multiIf(r2 < .8, 'answered', r2 < .92, 'abandoned', r2 < .96, 'exited_empty', r2 < .98, 'exited_timeout', 'withdrawn') AS outc,
 toInt64(-25 * log(r3)) AS wait, outc = 'answered' AS ans, toInt64(5 - 180 * log(r4)) AS talk,
 if(ans AND call AND h2 % 10 < 3, intDiv(talk, 8), 0) AS hold, concat('agent', toString(h3 % ${agents})) AS ag, concat('09', toString(1000000 + (h4 % 8000000) * (h1 % 3 + 1) % 8000000)) AS cal
SELECT 'ucontact', chan, inter, qname, 1 + (number % 20 = 0), if(endsWith(qname, '->'), 'outbound', 'inbound'), ent, loc, outc,
 ent + toIntervalSecond(wait), wait, if(ans, ag, NULL), if(ans AND call, h4 % 10, NULL), if(ans, ent + toIntervalSecond(wait + talk), NULL),
 if(ans, multiIf(h1 % 10 < 5, 'caller', h1 % 10 < 9, 'agent', h1 % 100 < 95, 'blind_transfer', 'attended_transfer'), NULL), if(ans, talk, NULL), if(ans, hold, NULL), NULL,
 if(ans AND call AND h3 % 2 = 0, ent + toIntervalSecond(wait + talk + 20), NULL), if(ans AND call AND h3 % 2 = 0, h4 % 40, NULL), NULL, NULL, 0, 0, 0, h1 % 5, NULL,
 if(ans AND h1 % 10 = 9, toString(8000 + h2 % 60), NULL), cal, if(call, concat('g', hex(cityHash64(base, 9))), NULL), if(NOT call AND ans AND h2 % 20 = 0, concat('agent', toString(h4 % ${agents})), NULL), if(NOT call AND ans AND h2 % 20 = 0, 1, 0),
 if(NOT call AND ans, h4 % 30, NULL), if(ans AND call AND h1 % 5 = 0, (h2 % 500) / 100, NULL), if(h3 % 10 = 0, h4 % 604800, NULL), 0, 0, 0, ent + toIntervalSecond(wait + if(ans, talk, 0)), number, 0
FROM numbers(${from}, ${count})
