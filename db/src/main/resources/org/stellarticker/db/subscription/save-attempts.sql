-- Saves attempts of messages that are still there.
insert into delivery_attempt (delivery_id, attempt, attempted_at, millis, status, problem)
select id, attempt, timestamptz 'epoch' + attempted * interval '1 microsecond', millis, status, problem
from unnest(?::bigint[], ?::integer[], ?::bigint[], ?::integer[], ?::integer[], ?::text[])
    as made (id, attempt, attempted, millis, status, problem)
where exists (select from delivery where delivery.id = made.id)
on conflict do nothing
