-- Adds a subscription with the next revision.
with next as (
    update subscription_revision
    set revision = revision + 1
    returning revision
)
insert into subscription (account_id, name, type, base, counter, asset, code, domain, candle_interval, minimum, level,
    direction, hysteresis, seconds, delivery, url, ordered, secret, created_at, changed_at, enabled_at, ends_at,
    after_event, revision)
select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    event_position.position, revision
from next
cross join event_position
returning id
