-- One query, one scan: the day's values are filtered from the week's trades, and one sort serves opens and closes.
with market as (
    select base.asset_id as base_asset_id, counter.asset_id as counter_asset_id,
        coalesce(nullif(base.anchor_asset_code, ''), base.code) || '_'
            || coalesce(nullif(counter.anchor_asset_code, ''), counter.code) as name
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where base.is_valid and counter.is_valid
), traded as (
    select *, ledger_close_time > timestamptz '${at}' - interval '1 day' as today
    from legacy_trade
    join market using (base_asset_id, counter_asset_id)
    where ledger_close_time > timestamptz '${at}' - interval '7 days'
), summary as (
    select name, sum(base_amount) filter (where today) as base_volume,
        sum(counter_amount) filter (where today) as counter_volume, count(*) filter (where today) as trade_count,
        min(price) filter (where today) as low, max(price) filter (where today) as high,
        (array_agg(price order by toid, trade_index) filter (where today))[1] as open,
        sum(base_amount) as base_volume_7d, sum(counter_amount) as counter_volume_7d, count(*) as trade_count_7d,
        min(price) as low_7d, max(price) as high_7d,
        (array_agg(price order by toid, trade_index))[1] as open_7d,
        (array_agg(price order by toid, trade_index))[count(*)] as close,
        max(ledger_close_time) as close_time
    from traded
    group by name
)
select name, coalesce(base_volume, 0) as base_volume, coalesce(counter_volume, 0) as counter_volume, trade_count,
    coalesce(open, close) as open, coalesce(low, close) as low, coalesce(high, close) as high,
    coalesce(close - open, 0) as change, base_volume_7d, counter_volume_7d, trade_count_7d, open_7d, low_7d, high_7d,
    close - open_7d as change_7d, close, close_time
from summary
order by name
