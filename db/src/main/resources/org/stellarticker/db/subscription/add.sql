-- Adds a subscription with the next revision. Until it is committed, no event gets a position: one that was matched before the
-- subscription is seen would be missed.
with next as (
    update subscription_revision
    set revision = revision + 1
    returning revision
), begun as (
    select position
    from event_position
    for share
)
insert into subscription (account_id, name, type, base, counter, asset, code, domain, candle_interval, minimum, level,
    direction, hysteresis, seconds, delivery, url, ordered, secret, created_at, changed_at, enabled_at, ends_at,
    after_event, revision)
select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    begun.position, revision
from next
cross join begun
returning id
