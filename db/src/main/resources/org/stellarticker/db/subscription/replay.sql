-- Sets messages of the past waiting again, and counts them: one, or the next ones of a range, in the order of their ids. One that a
-- try in flight sets waiting meanwhile is counted by that; so each is locked, and its state looked at once more.
with part as (
    select id
    from delivery
    where subscription_id = ?
        and id > coalesce((select max(up_to) from replay_result where request_id = ?), 0)
        and state in ('delivered', 'dead')
        and (?::bigint is null or id = ?::bigint)
        and (?::timestamptz is null or (happened_at >= ?::timestamptz and happened_at < ?::timestamptz))
    order by id
    limit ?
    for no key update
), again as (
    update delivery
    set state = 'waiting', tries = 0, next_at = ?, finished_at = null
    from part
    where delivery.id = part.id
    returning delivery.id, subscription_id, attempts
), counted as (
    insert into delivery_count (subscription_id, waiting, replayed)
    -- One that was never sent waits as if it was made now.
    select subscription_id, count(*) filter (where attempts = 0), count(*) filter (where attempts > 0)
    from again
    group by subscription_id
)
select (select count(*) from again) as deliveries, case when count(*) = ? then max(id) end as up_to
from part
