-- Sums each venue's raw trades from one instant (inclusive) to another (exclusive), of the markets that two lists of assets
-- name: the order book's, and each pool's.
with venues as (
    select trade_pair_id, liquidity_pool_id, ${merged}
    from trade_candle as candle
    where open_time >= ? and open_time < ?
        and trade_pair_id = any(array(
            select trade_pair_id
            from trade_pair
            join asset base on base.asset_id = base_asset_id
            join asset counter on counter.asset_id = counter_asset_id
            where (base.code, base.issuer, counter.code, counter.issuer) in (
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]))))
    group by trade_pair_id, liquidity_pool_id
)
select liquidity_pool_id, ${values}, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer, base.is_valid and counter.is_valid as both_valid
from venues
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
order by base.code, base.issuer, counter.code, counter.issuer, liquidity_pool_id nulls first
