-- Ends the validity of assets, the native one aside, whose toml was last read too long ago, or is said to be no more.
update asset
set is_valid = false
from asset as valid
left join toml_fetch using (toml_url)
where asset.asset_id = valid.asset_id
    and valid.is_valid
    and valid.type <> 'native'
    and (greatest(valid.last_valid_at, case when valid.described_by = valid.toml_url then fetched_at end) < ?
        or first_absent_at < ?)
