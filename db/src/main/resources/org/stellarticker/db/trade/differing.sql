-- The first of the trades sent that is stored with other values.
with sent as (
    select timestamptz 'epoch' + close_micros * interval '1 microsecond' as ledger_close_time, columns.*
    from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
            ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[])
        as columns (close_micros, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n, price_d,
            base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
            pool_fee_bp)
)
select sent.toid, sent.trade_index
from sent
cross join lateral (
    select *
    from trade
    where (trade.ledger_close_time, trade.toid, trade.trade_index)
        = (sent.ledger_close_time, sent.toid, sent.trade_index)
    -- Keeps it a look-up by the key for each trade, and no join that reads all that is stored.
    offset 0
) as stored
where (sent.trade_pair_id, sent.base_amount, sent.counter_amount, sent.price_n, sent.price_d, sent.base_is_seller,
        sent.base_offer_id, sent.counter_offer_id, sent.base_account, sent.counter_account, sent.liquidity_pool_id)
    is distinct from (stored.trade_pair_id, stored.base_amount, stored.counter_amount, stored.price_n,
        stored.price_d, stored.base_is_seller, stored.base_offer_id, stored.counter_offer_id, stored.base_account,
        stored.counter_account, stored.liquidity_pool_id)
    -- Records need not tell the fee: one that is told once and not again is no other fee.
    or sent.pool_fee_bp <> stored.pool_fee_bp
order by sent.toid, sent.trade_index
limit 1
