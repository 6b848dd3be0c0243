select trade_pair_id,
    base.code || ':' || base.issuer as base,
    counter.code || ':' || counter.issuer as counter,
    row_number() over (
        order by (base.code || ':' || base.issuer || '/' || counter.code || ':' || counter.issuer) collate "C"
    ) as place
from trade_pair
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
