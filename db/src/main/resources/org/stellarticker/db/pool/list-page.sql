-- Lists the next pools by id, of any assets or of those that are given.
select liquidity_pool.*, base.code as base_code, base.issuer as base_issuer,
    counter.code as counter_code, counter.issuer as counter_issuer
from liquidity_pool
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
where pool_id > ?
    and (?::text is null or (?::text, ?::text) in ((base.code, base.issuer), (counter.code, counter.issuer)))
    and (?::text is null or (?::text, ?::text) in ((base.code, base.issuer), (counter.code, counter.issuer)))
order by pool_id
limit ?
