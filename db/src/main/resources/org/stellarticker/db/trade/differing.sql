-- The first of the trades sent that is stored with other values.
with sent as (
    select timestamptz 'epoch' + close_micros * interval '1 microsecond' as ledger_close_time, columns.*
    from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
            ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[])
        as columns (close_micros, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n, price_d,
            base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
            pool_fee_bp)
)
select toid, trade_index
from sent
join trade using (ledger_close_time, toid, trade_index)
where (sent.trade_pair_id, sent.base_amount, sent.counter_amount, sent.price_n, sent.price_d, sent.base_is_seller,
        sent.base_offer_id, sent.counter_offer_id, sent.base_account, sent.counter_account, sent.liquidity_pool_id,
        sent.pool_fee_bp)
    is distinct from (trade.trade_pair_id, trade.base_amount, trade.counter_amount, trade.price_n, trade.price_d,
        trade.base_is_seller, trade.base_offer_id, trade.counter_offer_id, trade.base_account, trade.counter_account,
        trade.liquidity_pool_id, trade.pool_fee_bp)
order by toid, trade_index
limit 1
