-- contacts of a day
SELECT count(), sum(talk_seconds) FROM pulso.contacts WHERE toDate(local_enter) = '2026-05-12';
