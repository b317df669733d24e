-- contacts of a day
SELECT channel, count(), countIf(passages > 1), sum(talk_seconds), countIf(disposition1 = 'Venta') FROM pulso.contacts_between(from = '2026-05-12 03:00:00', to = '2026-05-13 03:00:00') GROUP BY channel;

-- calls of a week
SELECT first_queue, count(), countIf(outcome = 'abandoned'), sum(tags) FROM pulso.calls_between(from = '2026-05-11 03:00:00', to = '2026-05-18 03:00:00') GROUP BY first_queue;

-- abandons of a week, and who came back
SELECT queue, count(), countIf(isNotNull(came_back_at)) FROM pulso.abandons_between(from = '2026-05-11 03:00:00', to = '2026-05-18 03:00:00') GROUP BY queue;

-- repeated callers of a week
SELECT caller, sum(contacts), sum(repeat7d) FROM pulso.repeat_callers WHERE day BETWEEN '2026-05-11' AND '2026-05-17' GROUP BY caller ORDER BY 2 DESC LIMIT 20;

-- transfers of a week
SELECT from_queue, kind, count() FROM pulso.transfers_between(from = '2026-05-11 03:00:00', to = '2026-05-18 03:00:00') GROUP BY from_queue, kind;

-- wrap-ups of a week
SELECT queue, count(), avg(used_seconds), countIf(exceeded) FROM pulso.wrap_up_between(from = '2026-05-11 03:00:00', to = '2026-05-18 03:00:00') GROUP BY queue;
