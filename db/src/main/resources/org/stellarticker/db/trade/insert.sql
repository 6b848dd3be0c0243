-- Stores the received trades that are new and marks their market-minutes. Returns their number, markets, first and last.
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
)
select count(*),
    array_agg(distinct trade_pair_id) as markets,
    min(array[toid, trade_index]) as first_trade,
    max(array[toid, trade_index]) as last_trade
from stored
