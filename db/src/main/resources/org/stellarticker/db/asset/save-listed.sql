-- Saves what Horizon lists. An unchanged row is not written. A scan that does not check validity leaves it as it is.
with given as (select ?::timestamptz as at, ?::boolean as checked)
insert into asset as stored (type, code, issuer, issuer_id, listed_at, num_accounts, amount, auth_required,
    auth_revocable, auth_immutable, auth_clawback_enabled, toml_url, contract_id, is_valid, last_valid_at,
    accounts_maintaining, balances_maintaining, accounts_unauthorized, balances_unauthorized,
    claimable_balances, claimable_balances_amount, liquidity_pools, liquidity_pools_amount, contracts, contracts_amount)
select listed.type, listed.code, listed.issuer, known.issuer_id, at, listed.num_accounts, listed.amount::numeric,
    listed.auth_required, listed.auth_revocable, listed.auth_immutable, listed.auth_clawback_enabled, listed.toml_url,
    listed.contract_id,
    case when checked then listed.is_valid else coalesce(previous.is_valid, false) end,
    -- A valid asset stays valid for a while when its issuer links another toml.
    case when (checked and listed.is_valid) or (previous.is_valid and previous.toml_url <> listed.toml_url) then at end,
    counts[1], amounts[1]::numeric, counts[2], amounts[2]::numeric, counts[3], amounts[3]::numeric,
    counts[4], amounts[4]::numeric, counts[5], amounts[5]::numeric
from given
cross join
    unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[], ?::boolean[],
            ?::boolean[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[])
        as listed (type, code, issuer, num_accounts, amount, auth_required, auth_revocable, auth_immutable,
            auth_clawback_enabled, toml_url, contract_id, is_valid, count_list, amount_list)
cross join lateral (
    select string_to_array(count_list, ' ')::bigint[] as counts, string_to_array(amount_list, ' ') as amounts) as held
join issuer as known on known.public_key = listed.issuer
left join asset as previous on previous.code = listed.code and previous.issuer = listed.issuer
-- The order in which trades insert assets, too, so that two transactions never deadlock. A join does not keep the arrays' order.
order by (listed.code || ':' || listed.issuer) collate "C"
on conflict (code, issuer) do update
set listed_at = excluded.listed_at,
    issuer_id = excluded.issuer_id,
    num_accounts = excluded.num_accounts,
    amount = excluded.amount,
    auth_required = excluded.auth_required,
    auth_revocable = excluded.auth_revocable,
    auth_immutable = excluded.auth_immutable,
    auth_clawback_enabled = excluded.auth_clawback_enabled,
    toml_url = excluded.toml_url,
    contract_id = excluded.contract_id,
    is_valid = excluded.is_valid,
    last_valid_at = coalesce(excluded.last_valid_at, stored.last_valid_at),
    accounts_maintaining = excluded.accounts_maintaining,
    balances_maintaining = excluded.balances_maintaining,
    accounts_unauthorized = excluded.accounts_unauthorized,
    balances_unauthorized = excluded.balances_unauthorized,
    claimable_balances = excluded.claimable_balances,
    claimable_balances_amount = excluded.claimable_balances_amount,
    liquidity_pools = excluded.liquidity_pools,
    liquidity_pools_amount = excluded.liquidity_pools_amount,
    contracts = excluded.contracts,
    contracts_amount = excluded.contracts_amount
where stored.listed_at is null
    or (stored.num_accounts, stored.amount, stored.auth_required, stored.auth_revocable, stored.auth_immutable,
            stored.auth_clawback_enabled, stored.toml_url, stored.contract_id, stored.is_valid,
            stored.accounts_maintaining, stored.balances_maintaining, stored.accounts_unauthorized,
            stored.balances_unauthorized, stored.claimable_balances, stored.claimable_balances_amount,
            stored.liquidity_pools, stored.liquidity_pools_amount, stored.contracts, stored.contracts_amount)
        is distinct from (excluded.num_accounts, excluded.amount, excluded.auth_required, excluded.auth_revocable,
            excluded.auth_immutable, excluded.auth_clawback_enabled, excluded.toml_url, excluded.contract_id,
            excluded.is_valid, excluded.accounts_maintaining, excluded.balances_maintaining,
            excluded.accounts_unauthorized, excluded.balances_unauthorized, excluded.claimable_balances,
            excluded.claimable_balances_amount, excluded.liquidity_pools, excluded.liquidity_pools_amount,
            excluded.contracts, excluded.contracts_amount)
