-- Finds assets by code, issuer, domain or name, best first: of equal fits the valid ones first, then those that trade most. The
-- text is in lower case; the pattern is the text with its wildcards escaped, and one at its end.
with asked as (
    select ?::text as text, ?::text as pattern
), traded as (
    select traded_id as asset_id, sum(trade_count) as trade_count
    from market_window
    join trade_pair using (trade_pair_id)
    cross join lateral unnest(array[base_asset_id, counter_asset_id]) as traded_id
    where window_hours = 168
    group by traded_id
), known as (
    select asset_id, code, issuer, is_valid, name,
        coalesce(substring(toml_url from '^https?://([^/:]+)'), '') as domain
    from asset
    where is_valid or listed_at is not null or asset_id in (select asset_id from traded)
), fitting as (
    select known.*,
        case
            when lower(code) = text or lower(issuer) = text then 0
            when lower(code) like pattern then 1
            when lower(domain) = text or lower(name) = text then 2
            when lower(domain) like pattern or lower(name) like pattern then 3
            when lower(domain) like '%' || pattern or lower(name) like '%' || pattern then 4
        end as fit
    from known, asked
)
select asset_id, code, issuer, is_valid, name, domain, coalesce(trade_count, 0) as trade_count
from fitting
left join traded using (asset_id)
where fit is not null
order by fit, is_valid desc, trade_count desc nulls last, code, issuer
limit ?
