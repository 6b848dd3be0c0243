-- Lists those of some trades of which another version was stored: it is in a conflict.
select distinct toid, trade_index
from unnest(?::bigint[], ?::integer[]) as given (toid, trade_index)
join trade_conflict using (toid, trade_index)
where stored_from is not null
