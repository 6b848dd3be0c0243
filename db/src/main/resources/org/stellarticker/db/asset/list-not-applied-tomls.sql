-- Lists fetched tomls that do not describe all of their listed assets yet: an asset was listed since, or its link changed.
select toml_url
from toml_fetch
where fetched_at > ?
    and body is not null
    and exists (
        select from asset
        where asset.toml_url = toml_fetch.toml_url and listed_at is not null
            and (described_by <> toml_fetch.toml_url or not is_valid))
order by toml_url
