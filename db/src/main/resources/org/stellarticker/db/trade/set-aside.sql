-- Records received trades with another close time than their stored ledger. Returns the new conflicts.
with ${sent}, kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, received, received_from, replaced)
    select sent.toid, sent.trade_index,
        coalesce(trade_values(stored.version), close_time_values(ledger.closed_at)),
        stored.ingested_from,
        stored.stored_at,
        trade_values(jsonb_populate_record(null::trade, to_jsonb(sent))),
        ?::"char",
        false
    from sent
    join ledger on ledger.sequence = sent.toid >> 32
    left join lateral (
        select trade.ingested_from, trade.stored_at, trade as version
        from trade
        where (trade.ledger_close_time, trade.toid, trade.trade_index)
            = (ledger.closed_at, sent.toid, sent.trade_index)
        offset 0
    ) as stored on true
    on conflict do nothing
    returning toid, trade_index
)
select toid, trade_index, false as replaced, null::timestamptz as ledger_close_time, '{}'::int[] as markets
from kept
order by toid, trade_index
