-- Lists the last minute with more than dust of each market of a base, such as the native asset, which is always the base; null
-- for all markets. One index scan a market; planned as a join, all minutes are read.
select base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer,
    minute.*
from market_window
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
cross join lateral (
    select open_time, base_volume, counter_volume
    from candle_1m
    where candle_1m.trade_pair_id = market_window.trade_pair_id
        and open_time >= ? and open_time < ?
        and ex_dust_open_n is not null and base_volume > 0 and counter_volume > 0
    order by open_time desc
    limit 1
) as minute
where window_hours = 168 and base.issuer = coalesce(?, base.issuer)
order by base.code, base.issuer, counter.code, counter.issuer
