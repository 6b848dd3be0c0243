-- Stores the ledgers of a restored day's trades, and marks all of their market-minutes.
with restored as (
    select ledger_close_time, toid, trade_pair_id
    from trade
    where ledger_close_time >= ? and ledger_close_time < ?
), ledgers as (
    insert into ledger (sequence, closed_at)
    select distinct toid >> 32, ledger_close_time
    from restored
    on conflict do nothing
)
insert into change_mark (minute, trade_pair_id)
select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
from restored
