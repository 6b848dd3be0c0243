-- Saves the issuers of listed assets with their links; save-issuer.sql adds the organisation.
insert into issuer as stored (public_key, toml_url)
select distinct on (public_key) public_key, toml_url
from unnest(?::text[], ?::text[]) as listed (public_key, toml_url)
order by public_key, toml_url
on conflict (public_key) do update
set toml_url = excluded.toml_url
where stored.toml_url <> excluded.toml_url
