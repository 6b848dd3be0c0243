-- Lists markets that traded lately and lack candles of Horizon's, the most active first.
select market_window.trade_pair_id, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer,
    hours.starts_at as hours_from, days.starts_at as days_from
from market_window
join trade_pair on trade_pair.trade_pair_id = market_window.trade_pair_id
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
left join horizon_candle_range as hours on (hours.trade_pair_id, hours.interval) = (market_window.trade_pair_id, '1h')
left join horizon_candle_range as days on (days.trade_pair_id, days.interval) = (market_window.trade_pair_id, '1d')
where window_hours = 168
    and not exists (
        select from retry_task
        where (kind, key) = (?, market_window.trade_pair_id::text) and next_at > ?)
    -- Where none are wanted, the instant is null.
    and (?::timestamptz < coalesce(hours.starts_at, 'infinity') or ?::timestamptz < coalesce(days.starts_at, 'infinity'))
order by trade_count desc, market_window.trade_pair_id
limit ?
