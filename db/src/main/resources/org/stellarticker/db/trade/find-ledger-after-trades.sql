-- Finds the ledger of the trade that follows so many trades of a range of ledgers. Close times find the partitions.
select (toid >> 32)::integer as ledger
from trade
where ledger_close_time >= (select min(closed_at) from ledger where sequence between ? and ?)
    and ledger_close_time <= (select max(closed_at) from ledger where sequence between ? and ?)
    and toid >= ?::bigint << 32 and toid < (?::bigint + 1) << 32
order by toid, trade_index
offset ?
limit 1
