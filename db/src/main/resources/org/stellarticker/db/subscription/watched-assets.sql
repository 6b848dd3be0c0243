-- Lists assets as they are, by their codes and issuers.
select asset_id, code, issuer, is_valid, listed_at is not null as is_listed, status,
    coalesce((select md5(entry::text) from asset_toml where asset_toml.asset_id = asset.asset_id), '') as toml_hash
from unnest(?::text[], ?::text[]) as given (code, issuer)
join asset using (code, issuer)
