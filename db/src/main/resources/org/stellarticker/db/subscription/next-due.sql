-- When the next message of each subscription is due: of an ordered one the first that waits.
with wanted as (
    select subscription.id, ordered
    from unnest(?::bigint[]) as given (subscription_id)
    join subscription on subscription.id = given.subscription_id
    join account on account.id = subscription.account_id
    where account.disabled_at is null
        and active
        and paused_at is null
        and deleted_at is null
        and not exists (
            select
            from endpoint_state
            where endpoint_state.subscription_id = subscription.id and disabled_at > enabled_at
        )
)
select wanted.id as subscription_id, found.next_at
from wanted
cross join lateral (
    select next_at
    from delivery
    where subscription_id = wanted.id and state = 'waiting' and id <> all (?::bigint[])
    order by next_at, id
    limit 1
) as found
where not ordered
union all
select wanted.id, found.next_at
from wanted
cross join lateral (
    select next_at
    from delivery
    where subscription_id = wanted.id and state = 'waiting' and id <> all (?::bigint[])
    order by id
    limit 1
) as found
where ordered
