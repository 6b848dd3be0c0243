-- Gives a ledger another close time, if only the stream told the one it has: what is stored of it is taken out, to be told
-- anew, and kept as conflicts, which are given.
with told as (
    select ?::bigint as sequence, ?::timestamptz as stored_time, ?::timestamptz as told_time, ?::"char" as received_from
), gone as (
    delete from trade
    using told
    where ledger_close_time = stored_time and toid >= sequence << 32 and toid < (sequence + 1) << 32
    returning trade.*, trade as reading
), kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, told, received_from, replaced)
    select toid, trade_index, trade_values(reading), source, stored_at,
        close_time_values(told_time), received_from, true
    from gone
    cross join told
    on conflict do nothing
    returning toid, trade_index, replaced
), moved as (
    update ledger
    set closed_at = told_time
    from told
    where ledger.sequence = told.sequence
), marked as (
    insert into change_mark (minute, trade_pair_id)
    select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
    from gone
)
select toid, trade_index, replaced
from kept
order by toid, trade_index
