-- Gives a ledger another close time: deletes its trades, which are to be stored again, and records them as conflicts, which
-- it returns.
with received as (
    select ?::bigint as sequence, ?::timestamptz as stored_time, ?::timestamptz as received_time, ?::"char" as received_from
), gone as (
    delete from trade
    using received
    where ledger_close_time = stored_time and toid >= sequence << 32 and toid < (sequence + 1) << 32
    returning trade.*, trade as version
), kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, received, received_from, replaced)
    select toid, trade_index, trade_values(version), ingested_from, stored_at,
        close_time_values(received_time), received_from, true
    from gone
    cross join received
    on conflict do nothing
    returning toid, trade_index, replaced
), moved as (
    update ledger
    set closed_at = received_time
    from received
    where ledger.sequence = received.sequence
), marked as (
    insert into change_mark (minute, trade_pair_id)
    select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
    from gone
)
select gone.toid, gone.trade_index, true as replaced, ledger_close_time, array[trade_pair_id] as markets
from gone
order by gone.toid, gone.trade_index
