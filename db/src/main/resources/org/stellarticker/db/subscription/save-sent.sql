-- Saves what came of attempts, and counts what waits no more. Times are in microseconds since 1970. A message that a replay or the
-- end of its endpoint touched meanwhile is as this attempt left it.
with sent as (
    select id, state, ended, next
    from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[]) as sent (id, state, ended, next)
), before as (
    select id, subscription_id, state, attempts = tries as is_first
    from delivery
    where id in (select id from sent)
    order by id
    for no key update
), saved as (
    update delivery
    set state = sent.state,
        attempts = attempts + 1,
        tries = tries + 1,
        next_at = timestamptz 'epoch' + sent.next * interval '1 microsecond',
        finished_at = case sent.state when 'waiting' then null
            else timestamptz 'epoch' + sent.ended * interval '1 microsecond' end
    from sent
    join before using (id)
    where delivery.id = sent.id
    returning before.subscription_id, before.is_first,
        (sent.state = 'waiting')::integer - (before.state = 'waiting')::integer as more
)
insert into delivery_count (subscription_id, waiting, replayed)
select subscription_id, coalesce(sum(more) filter (where is_first), 0), coalesce(sum(more) filter (where not is_first), 0)
from saved
where more <> 0
group by subscription_id
