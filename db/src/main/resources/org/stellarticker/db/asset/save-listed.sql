-- Stores what Horizon lists; a row that says the same already is not touched.
with told as (select ?::timestamptz as at)
insert into asset as stored (type, code, issuer, issuer_id, listed_at, num_accounts, amount, auth_required,
    auth_revocable, toml_url, is_valid, last_valid_at)
select type, code, issuer, issuer_id, at, num_accounts, amount::numeric, auth_required, auth_revocable,
    listed.toml_url, is_valid, case when is_valid then at end
from told,
    unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[], ?::text[], ?::boolean[])
        as listed (type, code, issuer, num_accounts, amount, auth_required, auth_revocable, toml_url, is_valid)
join issuer as known on public_key = issuer
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
