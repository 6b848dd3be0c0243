insert into toml_fetch (toml_url, linked_from, requested_at, outcome, due_at, fetched_at, body, etag, last_modified,
    organisation, principals, validators)
values (?, ?::text, ?, 'read', ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)
on conflict (toml_url) do update
set requested_at = excluded.requested_at,
    outcome = excluded.outcome,
    reason = '',
    failures = 0,
    first_absent_at = null,
    due_at = excluded.due_at,
    fetched_at = excluded.fetched_at,
    body = excluded.body,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    organisation = excluded.organisation,
    principals = excluded.principals,
    validators = excluded.validators
