-- Disables the endpoints that still failed so many seconds after they began to, and after their owner last enabled them.
update endpoint_state
set disabled_at = ?
from subscription
where subscription.id = subscription_id
    and failed_at >= greatest(failing_since, enabled_at) + ?::bigint * interval '1 second'
    and failing_since is not null
    and (disabled_at is null or disabled_at < enabled_at)
returning subscription_id
