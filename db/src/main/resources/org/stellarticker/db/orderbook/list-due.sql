-- Lists the markets of two valid assets that traded in the last 7 days, the most active first. When there are more than the
-- limit, those come whose book is old for how much they trade; a book never fetched is older than any.
with due as (
    select trade_pair_id, base.code as base_code, base.issuer as base_issuer,
        counter.code as counter_code, counter.issuer as counter_issuer, trade_count
    from market_window
    join trade_pair using (trade_pair_id)
    join asset base on base.asset_id = base_asset_id
    join asset counter on counter.asset_id = counter_asset_id
    left join order_book using (trade_pair_id)
    where window_hours = 168 and base.is_valid and counter.is_valid
    order by trade_count * extract(epoch from ?::timestamptz - coalesce(as_of, timestamptz 'epoch')) desc, trade_pair_id
    limit ?
)
select * from due order by trade_count desc, trade_pair_id
