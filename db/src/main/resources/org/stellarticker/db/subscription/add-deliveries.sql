-- Adds messages in their order, but those that are there already. Times are in microseconds since 1970.
insert into delivery (subscription_id, message, type, trade_pair_id, happened_at, payload, state, next_at, created_at)
select subscription_id, message, type, trade_pair_id, timestamptz 'epoch' + happened * interval '1 microsecond', payload,
    state, case state when 'waiting' then ?::timestamptz end, ?
from unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[]) with ordinality
    as given (subscription_id, message, type, trade_pair_id, happened, payload, state, n)
order by n
on conflict (subscription_id, message) do nothing
