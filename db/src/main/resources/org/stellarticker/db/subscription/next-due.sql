-- When the next message of each subscription is due.
select subscription.id as subscription_id, found.next_at
from unnest(?::bigint[]) as given (subscription_id)
join subscription on subscription.id = given.subscription_id
join account on account.id = subscription.account_id
cross join lateral (
    select next_at
    from delivery
    where subscription_id = subscription.id and state = 'waiting' and id <> all (?::bigint[])
    order by case when subscription.ordered then id end, next_at
    limit 1
) as found
where account.disabled_at is null
    and active
    and deleted_at is null
    and not exists (
        select
        from endpoint_state
        where endpoint_state.subscription_id = subscription.id and disabled_at > enabled_at
    )
