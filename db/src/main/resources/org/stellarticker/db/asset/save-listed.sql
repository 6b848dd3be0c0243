-- Stores what Horizon lists; a row that says the same already is not touched. Who does not judge leaves valid what is.
with told as (select ?::timestamptz as at, ?::boolean as judged)
insert into asset as stored (type, code, issuer, issuer_id, listed_at, num_accounts, amount, auth_required,
    auth_revocable, toml_url, is_valid, last_valid_at)
select listed.type, listed.code, listed.issuer, known.issuer_id, at, listed.num_accounts, listed.amount::numeric,
    listed.auth_required, listed.auth_revocable, listed.toml_url,
    case when judged then listed.is_valid else coalesce(former.is_valid, false) end,
    case when judged and listed.is_valid then at end
from told
cross join
    unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[], ?::text[], ?::boolean[])
        as listed (type, code, issuer, num_accounts, amount, auth_required, auth_revocable, toml_url, is_valid)
join issuer as known on known.public_key = listed.issuer
left join asset as former on former.code = listed.code and former.issuer = listed.issuer
on conflict (code, issuer) do update
set listed_at = excluded.listed_at,
    issuer_id = excluded.issuer_id,
    num_accounts = excluded.num_accounts,
    amount = excluded.amount,
    auth_required = excluded.auth_required,
    auth_revocable = excluded.auth_revocable,
    toml_url = excluded.toml_url,
    is_valid = excluded.is_valid,
    last_valid_at = coalesce(excluded.last_valid_at, stored.last_valid_at)
where stored.listed_at is null
    or (stored.num_accounts, stored.amount, stored.auth_required, stored.auth_revocable, stored.toml_url,
            stored.is_valid)
        is distinct from (excluded.num_accounts, excluded.amount, excluded.auth_required, excluded.auth_revocable,
            excluded.toml_url, excluded.is_valid)
