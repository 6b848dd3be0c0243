-- The messages that are due, of each subscription so many at most, and none of an account that is disabled. Of an ordered
-- one that is the first which waits: while its next try is still to come, those behind it wait, too.
with wanted as (
    select subscription.*, given.most
    from unnest(?::bigint[], ?::integer[]) as given (subscription_id, most)
    join subscription on subscription.id = given.subscription_id
    join account on account.id = subscription.account_id
    where account.disabled_at is null
        and active
        and paused_at is null
        and deleted_at is null
        and delivery = 'webhook'
        and not exists (
            select
            from endpoint_state
            where endpoint_state.subscription_id = subscription.id and disabled_at > enabled_at
        )
), due as (
    select wanted.*, found.id as delivery_id, found.message, found.payload, found.attempts, found.tries, found.next_at
    from wanted
    cross join lateral (
        select *
        from delivery
        where subscription_id = wanted.id and state = 'waiting' and next_at <= ? and id <> all (?::bigint[])
        order by next_at, id
        limit most
    ) as found
    where not ordered
    union all
    select wanted.*, found.id, found.message, found.payload, found.attempts, found.tries, found.next_at
    from wanted
    cross join lateral (
        select *
        from delivery
        where subscription_id = wanted.id and state = 'waiting'
        order by id
        limit 1
    ) as found
    where ordered and most > 0 and found.next_at <= ? and found.id <> all (?::bigint[])
)
select delivery_id as id, id as subscription_id, message, payload, attempts, tries, url, ordered, secret, previous_secret,
    previous_secret_until
from due
order by next_at, delivery_id
