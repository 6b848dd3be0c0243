-- Records received trades with another close time than their stored ledger. Returns the new conflicts.
with sent as (
    select timestamptz 'epoch' + close_micros * interval '1 microsecond' as ledger_close_time, columns.*
    from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
            ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[])
        as columns (close_micros, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n, price_d,
            base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
            pool_fee_bp)
), kept as (
    insert into trade_conflict (toid, trade_index, stored, stored_from, stored_at, received, received_from, replaced)
    select sent.toid, sent.trade_index,
        coalesce(trade_values(stored.version), close_time_values(ledger.closed_at)),
        stored.ingested_from,
        stored.stored_at,
        trade_values(row (sent.ledger_close_time, sent.toid, sent.base_amount, sent.counter_amount, sent.price_n,
            sent.price_d, sent.base_offer_id, sent.counter_offer_id, null, sent.trade_index, sent.trade_pair_id,
            sent.pool_fee_bp, sent.base_is_seller, null, sent.base_account, sent.counter_account,
            sent.liquidity_pool_id)::trade),
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
select toid, trade_index, false as replaced
from kept
order by toid, trade_index
