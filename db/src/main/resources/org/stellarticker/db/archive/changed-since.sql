-- Says whether the log still has all events after a position, and whether one of them changed trades of a time range.
select coalesce((select min(position) from event_log), (select position + 1 from event_position)) <= ?::bigint + 1 as covered,
    exists (
        select
        from event_log
        cross join unnest(from_times, to_times) as changed (from_time, to_time)
        where position > ?::bigint and from_time < ?::timestamptz and to_time > ?::timestamptz
    ) as changed
