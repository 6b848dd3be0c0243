-- Lists trades of a time range in their order.
${row}where ledger_close_time >= ? and ledger_close_time < ?
order by toid, trade_index
