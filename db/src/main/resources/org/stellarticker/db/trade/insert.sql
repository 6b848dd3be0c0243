-- Stores the received trades that are new and marks their market-minutes. When these are only a part of the received ones,
-- which is rare, returns their ids in their order, and the first and last close time of each of their markets in microseconds
-- since 1970.
with ${sent}, stored as (
    insert into trade (ledger_close_time, trade_pair_id, ${columns}, ingested_from)
    select ledger_close_time, trade_pair_id, ${columns}, ?::"char"
    from sent
    on conflict do nothing
    returning ledger_close_time, trade_pair_id, toid, trade_index
), marked as (
    insert into change_mark (minute, trade_pair_id)
    select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
    from stored
), counted as (
    select count(*) < ?::int as partly
    from stored
)
select counted.*, ids.*, markets.*
from counted
cross join lateral (
    select array_agg(toid order by toid, trade_index) as toids,
        array_agg(trade_index order by toid, trade_index) as indexes
    from stored
    where partly
) as ids
cross join lateral (
    select array_agg(trade_pair_id order by trade_pair_id) as markets,
        array_agg((extract(epoch from first_at) * 1000000)::bigint order by trade_pair_id) as first_micros,
        array_agg((extract(epoch from last_at) * 1000000)::bigint order by trade_pair_id) as last_micros
    from (
        select trade_pair_id, min(ledger_close_time) as first_at, max(ledger_close_time) as last_at
        from stored
        where partly
        group by trade_pair_id
    ) as traded
) as markets
