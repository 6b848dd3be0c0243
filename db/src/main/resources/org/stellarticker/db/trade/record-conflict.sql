-- Records conflicts: Horizon's ledger has another close time than its stored trades. Returns the new ones.
with received as (
    select ?::timestamptz as received_time, ?::timestamptz as stored_time, ?::bigint << 32 as first, (?::bigint + 1) << 32 as beyond
), kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, received, received_from, replaced)
    select toid, trade_index, trade_values(trade), ingested_from, stored_at, close_time_values(received_time), 'p', false
    from received
    join trade on ledger_close_time = stored_time and toid >= first and toid < beyond
    on conflict do nothing
    returning toid, trade_index, replaced
)
select toid, trade_index, replaced, null::timestamptz as ledger_close_time, '{}'::int[] as markets
from kept
order by toid, trade_index
