-- Saves what came of attempts. Times are in microseconds since 1970. A message that a replay or the end of its endpoint
-- touched meanwhile is as this attempt left it.
update delivery
set state = sent.state,
    attempts = attempts + 1,
    tries = tries + 1,
    next_at = timestamptz 'epoch' + sent.next * interval '1 microsecond',
    finished_at = case sent.state when 'waiting' then null
        else timestamptz 'epoch' + sent.ended * interval '1 microsecond' end
from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[]) as sent (id, state, ended, next)
where delivery.id = sent.id
