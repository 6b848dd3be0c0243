-- Appends an event with the next position, and signals it. Hours are given in seconds since 1970.
with next as (
    update event_position
    set position = position + 1
    returning position
), logged as (
    insert into event_log (position, kind, markets, first_toid, first_index, last_toid, last_index, detail, toids,
        indexes, from_times, to_times)
    select position, ?, ?::integer[], ?, ?, ?, ?, ?, ?::bigint[], ?::integer[],
        array(select to_timestamp(seconds) from unnest(?::bigint[]) with ordinality as given (seconds, n) order by n),
        array(select to_timestamp(seconds) from unnest(?::bigint[]) with ordinality as given (seconds, n) order by n)
    from next
)
select pg_notify(?, '')
