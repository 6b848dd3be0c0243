-- Lists the tomls of listed assets that are due; those never requested come first.
select linked.toml_url, coalesce(etag, '') as etag, coalesce(last_modified, '') as last_modified,
    coalesce(failures, 0) as failures
from (select distinct toml_url from asset where listed_at is not null and toml_url <> '') as linked
left join toml_fetch using (toml_url)
where due_at is null or due_at <= ?
order by due_at nulls first, toml_url
