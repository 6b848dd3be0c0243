-- Saves pools of known assets. A trade makes an asset known.
insert into liquidity_pool as stored (pool_id, base_asset_id, counter_asset_id, base_reserve, counter_reserve, fee_bp,
    total_shares, trustlines, as_of)
select pool_id, base.asset_id, counter.asset_id, base_reserve, counter_reserve, fee_bp, total_shares, trustlines, at
from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[],
        ?::bigint[])
    as given (pool_id, base_code, base_issuer, counter_code, counter_issuer, base_reserve, counter_reserve, fee_bp,
        total_shares, trustlines)
cross join (select ?::timestamptz as at) as now
join asset base on (base.code, base.issuer) = (base_code, base_issuer)
join asset counter on (counter.code, counter.issuer) = (counter_code, counter_issuer)
on conflict (pool_id) do update
set base_reserve = excluded.base_reserve,
    counter_reserve = excluded.counter_reserve,
    fee_bp = excluded.fee_bp,
    total_shares = excluded.total_shares,
    trustlines = excluded.trustlines,
    as_of = excluded.as_of
where stored.as_of <= excluded.as_of
