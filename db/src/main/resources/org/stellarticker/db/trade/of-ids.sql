(
    select trade.*
    from unnest(?::bigint[], ?::integer[]) as wanted (toid, trade_index)
    -- A ledger has one close time, with which its trades are found.
    join ledger on sequence = wanted.toid >> 32
    cross join lateral (
        select *
        from trade
        where (trade.ledger_close_time, trade.toid, trade.trade_index)
            = (closed_at, wanted.toid, wanted.trade_index)
        -- Forces one key look-up for each trade; a join would read all stored trades.
        offset 0
    ) as trade
) as trade
