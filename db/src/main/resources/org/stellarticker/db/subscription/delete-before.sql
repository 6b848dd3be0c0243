-- Deletes the oldest messages that were made before an instant, and counts those that waited no more.
with deleted as (
    delete from delivery
    where id = any(array(
        select id
        from delivery
        where created_at < ?
        order by created_at
        limit ?
    ))
    returning subscription_id, state, attempts = tries as is_first
), counted as (
    insert into delivery_count (subscription_id, waiting, replayed)
    select subscription_id, -count(*) filter (where is_first), -count(*) filter (where not is_first)
    from deleted
    where state = 'waiting'
    group by subscription_id
)
select count(*)
from deleted
