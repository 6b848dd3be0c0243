-- Lists the next trades of a market after a trade, or from the end when that is null. A ledger has one close time, so close
-- times find the rows and ids decide.
${row}where trade_pair_id = ?
    and ledger_close_time >= coalesce(?::timestamptz, '-infinity')
    and ledger_close_time < coalesce(?::timestamptz, 'infinity')
    and (?::bigint is null
        or (ledger_close_time ${ahead}= coalesce(
                (select closed_at from ledger where sequence ${behind}= ?::bigint >> 32 order by sequence ${toward} limit 1),
                '${end}')
            -- No row comparison: the planner would use the primary key and pass the trades of all other markets.
            and (toid ${ahead} ?::bigint or toid = ?::bigint and trade_index ${ahead} ?)))
order by ledger_close_time ${order}, toid ${order}, trade_index ${order}
limit ?
