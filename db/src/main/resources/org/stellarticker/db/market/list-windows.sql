-- Lists windows with their markets' assets. Labels are those of now; the first of two columns of one name is read.
select base.is_valid and counter.is_valid as both_valid,
    base.anchor_asset_code as base_anchor_code, counter.anchor_asset_code as counter_anchor_code,
    base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer, stats.*
from ${windows} as stats
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
order by base.code, base.issuer, counter.code, counter.issuer, window_hours
