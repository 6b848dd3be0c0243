-- Lists the markets whose candles were made anew after a position, up to an instant or later, each with its last change.
select base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer,
    newest
from (
    select trade_pair_id, max(candle_change_id) as newest
    from candle_change
    cross join lateral unnest(markets, last_minutes) as made (trade_pair_id, last_minute)
    where candle_change_id > ? and last_minute >= ?
    group by trade_pair_id
) as changed
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
