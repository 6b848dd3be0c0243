-- Lists the markets of some assets that traded in the last 7 days, those that trade most first; with others, only markets of
-- both.
with asked as (
    select ?::int[] as first_ids, ?::int[] as other_ids
)
select base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer,
    trade_count
from market_window
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
cross join asked
where window_hours = 168
    and (base_asset_id = any(first_ids) and (other_ids is null or counter_asset_id = any(other_ids))
        or counter_asset_id = any(first_ids) and (other_ids is null or base_asset_id = any(other_ids)))
order by trade_count desc, trade_pair_id
limit ?
