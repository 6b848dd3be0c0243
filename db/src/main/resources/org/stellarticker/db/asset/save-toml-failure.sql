-- Keeps a failure beside the last good reading. That a toml is absent counts from the first time in a row.
insert into toml_fetch as stored (toml_url, linked_from, asked_at, outcome, reason, absent_since, due_at, failures)
values (?, ?::text, ?, ?, ?, ?, ?, 1)
on conflict (toml_url) do update
set asked_at = excluded.asked_at,
    outcome = excluded.outcome,
    reason = excluded.reason,
    absent_since = case when excluded.absent_since is not null
        then coalesce(stored.absent_since, excluded.absent_since) end,
    due_at = excluded.due_at,
    failures = stored.failures + 1
