-- Finds the next market's day to compare: first markets never compared, then days never compared, then days with more
-- agreed hours than at the last comparison, then the longest ago; active markets first. The oldest hour is left out, because
-- it may be kept in part.
with proven as (
    select date_bin('1 day', hour, timestamptz 'epoch') as day, count(*) as hours
    from audit_window
    where state = 'agreed' and hour > (select min(hour) from audit_window)
    group by 1
)
select day as hour, proven.hours, candle_1d.trade_pair_id, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer
from proven
join candle_1d on open_time = day
left join audit_market_day as own using (day, trade_pair_id)
join trade_pair on trade_pair.trade_pair_id = candle_1d.trade_pair_id
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
order by exists (select from audit_market_day as any_day where any_day.trade_pair_id = candle_1d.trade_pair_id),
    own.sampled_at is not null,
    own.hours >= proven.hours,
    own.sampled_at,
    trade_count desc,
    candle_1d.trade_pair_id,
    day desc
limit 1
