-- Saves which markets are of two valid assets, and what these are anchored to. Returns the number of changed rows.
update market_window as stored
set both_valid = base.is_valid and counter.is_valid,
    base_anchor_code = base.anchor_asset_code,
    counter_anchor_code = counter.anchor_asset_code,
    changed_at = ?
from trade_pair
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
where trade_pair.trade_pair_id = stored.trade_pair_id
    and (stored.both_valid, stored.base_anchor_code, stored.counter_anchor_code)
        is distinct from (base.is_valid and counter.is_valid, base.anchor_asset_code, counter.anchor_asset_code)
