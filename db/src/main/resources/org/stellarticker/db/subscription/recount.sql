-- Counts all messages that wait, in place of what was counted. One statement sees all of it at one instant: what is committed later
-- adds its rows to these. No sum and no other recount may be open meanwhile.
with gone as (
    delete from delivery_count
)
insert into delivery_count (subscription_id, waiting, replayed)
select subscription_id, count(*) filter (where attempts = tries), count(*) filter (where attempts <> tries)
from delivery
where state = 'waiting'
group by subscription_id
