-- Gives up what waits for endpoints that were disabled, and counts it no more.
with dead as (
    update delivery
    set state = 'dead', next_at = null, finished_at = ?
    where state = 'waiting' and subscription_id = any(?::bigint[])
    returning subscription_id, attempts = tries as is_first
)
insert into delivery_count (subscription_id, waiting, replayed)
select subscription_id, -count(*) filter (where is_first), -count(*) filter (where not is_first)
from dead
group by subscription_id
