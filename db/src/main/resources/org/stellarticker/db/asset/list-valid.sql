select asset.*, greatest(last_valid_at, case when described_by = asset.toml_url then fetched_at end) as known_valid_at, public_key,
    issuer.name as issuer_name, url, issuer.toml_url as issuer_toml_url, federation_server, auth_server, transfer_server,
    web_auth_endpoint, deposit_server, org_twitter
from asset
join issuer using (issuer_id)
left join toml_fetch on toml_fetch.toml_url = asset.toml_url
where is_valid${only}
order by code, issuer
