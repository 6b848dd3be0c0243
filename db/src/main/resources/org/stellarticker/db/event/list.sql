-- Lists the events after a position, of one market or all, with hours in seconds since 1970.
select event_log.*,
    array(
        select extract(epoch from start)::bigint
        from unnest(from_times) with ordinality as given (start, n)
        order by n
    ) as from_seconds,
    array(
        select extract(epoch from finish)::bigint
        from unnest(to_times) with ordinality as given (finish, n)
        order by n
    ) as to_seconds
from event_log
where position > ? and (?::integer is null or ?::integer = any(markets))
order by position
limit ?
