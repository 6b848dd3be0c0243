-- Of the agreed hour that was sampled longest ago, the market that was looked at longest ago, the most active first. Not of
-- the oldest hour, which may be kept in part.
with sampled as (
    select hour
    from audit_window
    where state = 'agreed'
        and hour > (select min(hour) from audit_window)
        and exists (select from candle_1h where open_time = hour)
    order by sampled_at nulls first, hour desc
    limit 1
)
select hour, candle_1h.trade_pair_id, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer
from sampled
join candle_1h on open_time = hour
left join audit_market_window as own using (hour, trade_pair_id)
join trade_pair on trade_pair.trade_pair_id = candle_1h.trade_pair_id
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
order by checked_at nulls first, trade_count desc, candle_1h.trade_pair_id
limit 1
