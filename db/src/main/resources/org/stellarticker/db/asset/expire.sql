-- Ends the validity of assets whose toml was last fetched too long ago, or has been absent too long; never the native one's.
update asset
set is_valid = false
from asset as valid
left join toml_fetch using (toml_url)
where asset.asset_id = valid.asset_id
    and valid.is_valid
    and valid.type <> 'native'
    and (greatest(valid.last_valid_at, case when valid.described_by = valid.toml_url then fetched_at end) < ?
        or first_absent_at < ?)
