-- Lists the trades of a range of ledgers in their order. Close times find the partitions.
${row}where ledger_close_time >= (select min(closed_at) from ledger where sequence between ? and ?)
    and ledger_close_time <= (select max(closed_at) from ledger where sequence between ? and ?)
    and toid >= ?::bigint << 32 and toid < (?::bigint + 1) << 32
order by toid, trade_index
