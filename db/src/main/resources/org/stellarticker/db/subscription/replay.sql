-- Sets messages of the past waiting again: one, or those of a range.
update delivery
set state = 'waiting', tries = 0, next_at = ?, finished_at = null
where subscription_id = ?
    and state in ('delivered', 'dead')
    and (?::bigint is null or id = ?::bigint)
    and (?::timestamptz is null or (happened_at >= ?::timestamptz and happened_at < ?::timestamptz))
