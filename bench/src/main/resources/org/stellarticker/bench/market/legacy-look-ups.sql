-- One query without any sort, which its authors did not think of: exact markets first, by numbers; of each window only
-- the first and the last trade's place, the prices of which are then looked up.
with sums as (
    select base_asset_id, counter_asset_id,
        sum(base_amount) filter (where today) as base_volume, sum(counter_amount) filter (where today) as counter_volume,
        count(*) filter (where today) as trade_count,
        min(price) filter (where today) as low, max(price) filter (where today) as high,
        min(place) filter (where today) as first,
        sum(base_amount) as base_volume_7d, sum(counter_amount) as counter_volume_7d, count(*) as trade_count_7d,
        min(price) as low_7d, max(price) as high_7d, min(place) as first_7d, max(place) as last
    from (
        -- Both as one number: of a TOID the sign and the next two bits are never used.
        select *, toid * 4 + trade_index as place, ledger_close_time > timestamptz '${at}' - interval '1 day' as today
        from legacy_trade
        where ledger_close_time > timestamptz '${at}' - interval '7 days'
    ) as traded
    group by base_asset_id, counter_asset_id
), summary as (
    select coalesce(nullif(base.anchor_asset_code, ''), base.code) || '_'
            || coalesce(nullif(counter.anchor_asset_code, ''), counter.code) as name,
        sum(base_volume) as base_volume, sum(counter_volume) as counter_volume, sum(trade_count) as trade_count,
        min(low) as low, max(high) as high, min(first) as first,
        sum(base_volume_7d) as base_volume_7d, sum(counter_volume_7d) as counter_volume_7d,
        sum(trade_count_7d) as trade_count_7d, min(low_7d) as low_7d, max(high_7d) as high_7d,
        min(first_7d) as first_7d, max(last) as last
    from sums
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    where base.is_valid and counter.is_valid
    group by 1
)
select name, coalesce(base_volume, 0) as base_volume, coalesce(counter_volume, 0) as counter_volume, trade_count,
    coalesce(opening.price, closing.price) as open, coalesce(low, closing.price) as low,
    coalesce(high, closing.price) as high, coalesce(closing.price - opening.price, 0) as change,
    base_volume_7d, counter_volume_7d, trade_count_7d, opening_7d.price as open_7d, low_7d, high_7d,
    closing.price - opening_7d.price as change_7d, closing.price as close, closing.ledger_close_time as close_time
from summary
join legacy_trade closing on closing.toid = last / 4 and closing.trade_index = last % 4
join legacy_trade opening_7d on opening_7d.toid = first_7d / 4 and opening_7d.trade_index = first_7d % 4
left join legacy_trade opening on opening.toid = first / 4 and opening.trade_index = first % 4
order by name
