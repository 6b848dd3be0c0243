-- One query, each window by itself.
with market as (
    select base.asset_id as base_asset_id, counter.asset_id as counter_asset_id,
        coalesce(nullif(base.anchor_asset_code, ''), base.code) || '_'
            || coalesce(nullif(counter.anchor_asset_code, ''), counter.code) as name
    from trade_pair
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where base.is_valid and counter.is_valid
), week as (
    select name, sum(base_amount) as base_volume, sum(counter_amount) as counter_volume, count(*) as trade_count,
        min(price) as low, max(price) as high,
        (array_agg(price order by toid, trade_index))[1] as open,
        (array_agg(price order by toid desc, trade_index desc))[1] as close,
        max(ledger_close_time) as close_time
    from legacy_trade
    join market using (base_asset_id, counter_asset_id)
    where ledger_close_time > timestamptz '${at}' - interval '7 days'
    group by name
), day as (
    select name, sum(base_amount) as base_volume, sum(counter_amount) as counter_volume, count(*) as trade_count,
        min(price) as low, max(price) as high,
        (array_agg(price order by toid, trade_index))[1] as open,
        (array_agg(price order by toid desc, trade_index desc))[1] as close
    from legacy_trade
    join market using (base_asset_id, counter_asset_id)
    where ledger_close_time > timestamptz '${at}' - interval '1 day'
    group by name
)
select name, coalesce(day.base_volume, 0) as base_volume, coalesce(day.counter_volume, 0) as counter_volume,
    coalesce(day.trade_count, 0) as trade_count, coalesce(day.open, week.close) as open,
    coalesce(day.low, week.close) as low, coalesce(day.high, week.close) as high,
    coalesce(day.close - day.open, 0) as change,
    week.base_volume as base_volume_7d, week.counter_volume as counter_volume_7d, week.trade_count as trade_count_7d,
    week.open as open_7d, week.low as low_7d, week.high as high_7d, week.close - week.open as change_7d,
    week.close, week.close_time
from week
left join day using (name)
order by name
