-- Disables the endpoints that have failed since before an instant, and since their owner last enabled them.
update endpoint_state
set disabled_at = ?
from subscription
where subscription.id = subscription_id
    and greatest(failing_since, enabled_at) < ?
    and failing_since is not null
    and (disabled_at is null or disabled_at < enabled_at)
returning subscription_id
