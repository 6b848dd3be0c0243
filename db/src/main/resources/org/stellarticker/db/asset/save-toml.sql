insert into toml_fetch (toml_url, linked_from, asked_at, outcome, due_at, read_at, body, etag, last_modified,
    organisation, principals, validators)
values (?, ?::text, ?, 'read', ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)
on conflict (toml_url) do update
set asked_at = excluded.asked_at,
    outcome = excluded.outcome,
    reason = '',
    failures = 0,
    absent_since = null,
    due_at = excluded.due_at,
    read_at = excluded.read_at,
    body = excluded.body,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    organisation = excluded.organisation,
    principals = excluded.principals,
    validators = excluded.validators
