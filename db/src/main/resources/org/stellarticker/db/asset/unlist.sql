-- Takes assets off the list.
update asset
set listed_at = null, is_valid = false
from unnest(?::text[], ?::text[]) as gone (code, issuer)
where asset.code = gone.code
    and asset.issuer = gone.issuer
    and listed_at is not null
    and type <> 'native'
