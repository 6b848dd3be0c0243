-- The next trades of a market from a trade on, or from the end when that is null. A ledger has one close time, so that
-- close times say where to look; ids decide.
${row}where trade_pair_id = ?
    and (?::bigint is null
        or (ledger_close_time ${ahead}= coalesce(
                (select closed_at from ledger where sequence ${behind}= ?::bigint >> 32 order by sequence ${toward} limit 1),
                '${end}')
            -- Not by rows, which the planner would look for in the primary key, past all other markets' trades.
            and (toid ${ahead} ?::bigint or toid = ?::bigint and trade_index ${ahead} ?)))
order by ledger_close_time ${order}, toid ${order}, trade_index ${order}
limit ?
