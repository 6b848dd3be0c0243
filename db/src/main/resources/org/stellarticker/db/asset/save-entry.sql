insert into asset_toml as stored (asset_id, toml_url, named_by, entry)
select asset_id, given.toml_url, given.named_by, given.entry::jsonb
from (values (?, ?, ?, ?, ?)) as given (code, issuer, toml_url, named_by, entry)
join asset using (code, issuer)
on conflict (asset_id) do update
set toml_url = excluded.toml_url,
    named_by = excluded.named_by,
    entry = excluded.entry
where (stored.toml_url, stored.named_by, stored.entry)
    is distinct from (excluded.toml_url, excluded.named_by, excluded.entry)
