-- Lists markets that traded in the last 7 days and may have a pool, first those whose pool is old for how much they trade;
-- a pool never fetched is older than any.
select base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer
from market_window
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
left join liquidity_pool using (base_asset_id, counter_asset_id)
where window_hours = 168 and trade_count > 0
order by trade_count * extract(epoch from ?::timestamptz - coalesce(as_of, timestamptz 'epoch')) desc, trade_pair_id
limit ?
