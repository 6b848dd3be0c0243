-- Lists what is known of assets, in the order of code and issuer.
select asset.code, asset.issuer, is_valid, listed_at is not null and asset.type <> 'native' as listed, asset.name, description,
    num_accounts, amount, accounts_maintaining, balances_maintaining, accounts_unauthorized, balances_unauthorized,
    claimable_balances, claimable_balances_amount, liquidity_pools, liquidity_pools_amount, contracts, contracts_amount,
    auth_required, auth_revocable, auth_immutable, auth_clawback_enabled,
    coalesce(issuer.name, '') as organisation,
    coalesce(substring(asset.toml_url from '^https?://([^/:]+)'), '') as domain
from asset
left join issuer using (issuer_id)
where ${only}
order by asset.code, asset.issuer
${limit}
