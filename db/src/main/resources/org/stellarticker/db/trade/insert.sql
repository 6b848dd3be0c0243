-- Stores the received trades that are new and marks their market-minutes. Returns their number, markets, first and last.
with sent as (
    select timestamptz 'epoch' + close_micros * interval '1 microsecond' as ledger_close_time, columns.*
    from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
            ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[])
        as columns (close_micros, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n, price_d,
            base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
            pool_fee_bp)
), stored as (
    insert into trade (ledger_close_time, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n,
        price_d, base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
        pool_fee_bp, ingested_from)
    select ledger_close_time, toid, trade_index, trade_pair_id, base_amount, counter_amount, price_n,
        price_d, base_is_seller, base_offer_id, counter_offer_id, base_account, counter_account, liquidity_pool_id,
        pool_fee_bp, ?::"char"
    from sent
    on conflict do nothing
    returning ledger_close_time, trade_pair_id, toid, trade_index
), marked as (
    insert into change_mark (minute, trade_pair_id)
    select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
    from stored
)
select count(*),
    array_agg(distinct trade_pair_id) as markets,
    min(array[toid, trade_index]) as first_trade,
    max(array[toid, trade_index]) as last_trade
from stored
