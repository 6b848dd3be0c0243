-- Saves a failed fetch beside the last good content. first_absent_at keeps the first absence in a row.
insert into toml_fetch as stored (toml_url, linked_from, requested_at, outcome, reason, first_absent_at, due_at, failures)
values (?, ?::text, ?, ?, ?, ?, ?, 1)
on conflict (toml_url) do update
set requested_at = excluded.requested_at,
    outcome = excluded.outcome,
    reason = excluded.reason,
    first_absent_at = case when excluded.first_absent_at is not null
        then coalesce(stored.first_absent_at, excluded.first_absent_at) end,
    due_at = excluded.due_at,
    failures = stored.failures + 1
