-- Lists markets by their ids.
select trade_pair_id, base.is_valid and counter.is_valid as both_valid,
    base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer
from (${markets}) as named
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
