-- Takes all assets off the list but these, and the native one.
update asset
set listed_at = null, is_valid = false
where listed_at is not null
    and type <> 'native'
    and not exists (
        select from unnest(?::text[], ?::text[]) as kept (code, issuer)
        where kept.code = asset.code and kept.issuer = asset.issuer)
