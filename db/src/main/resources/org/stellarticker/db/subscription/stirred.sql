-- The subscriptions with new messages, with replays, and those that were changed.
select 0 as source, subscription_id, max(id) as newest
from delivery
where id > ?
group by subscription_id
union all
select 1, subscription_id, max(number)
from replay_result
join replay_request on replay_request.id = request_id
where number > ?
group by subscription_id
union all
select 2, id, revision
from subscription
where revision > ?
