-- Puts one row in place of several of a subscription. No recount and no other sum may be open meanwhile.
with several as (
    select subscription_id
    from delivery_count
    group by subscription_id
    having count(*) > 1
), taken as (
    delete from delivery_count
    where subscription_id in (select subscription_id from several)
    returning subscription_id, waiting, replayed
)
insert into delivery_count (subscription_id, waiting, replayed)
select subscription_id, sum(waiting), sum(replayed)
from taken
group by subscription_id
having sum(waiting) <> 0 or sum(replayed) <> 0
