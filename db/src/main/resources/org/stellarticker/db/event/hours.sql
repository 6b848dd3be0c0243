-- The hours of an event, in seconds since 1970.
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
