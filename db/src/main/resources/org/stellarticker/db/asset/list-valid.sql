select asset.*, public_key, issuer.name as issuer_name, url, issuer.toml_url as issuer_toml_url, federation_server,
    auth_server, transfer_server, web_auth_endpoint, deposit_server, org_twitter
from asset
join issuer using (issuer_id)
where is_valid
order by code, issuer
