-- Adds messages in their order, but those that are there already, and counts those that wait. Times are in microseconds since
-- 1970.
with added as (
    insert into delivery (subscription_id, message, type, trade_pair_id, happened_at, payload, state, next_at, created_at)
    select subscription_id, message, type, trade_pair_id, timestamptz 'epoch' + happened * interval '1 microsecond', payload,
        state, case state when 'waiting' then ?::timestamptz end, ?
    from unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[]) with ordinality
        as given (subscription_id, message, type, trade_pair_id, happened, payload, state, n)
    order by n
    on conflict (subscription_id, message) do nothing
    returning subscription_id, delivery.state
), counted as (
    insert into delivery_count (subscription_id, waiting, replayed)
    select subscription_id, count(*), 0
    from added
    where state = 'waiting'
    group by subscription_id
)
select count(*)
from added
