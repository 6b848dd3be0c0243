-- Deletes the oldest candles, few enough at once that nobody waits; by ctid, which needs no join.
delete from ${table}
where ctid = any(array(
    select ctid
    from ${table}
    where open_time < ?
        and not exists (select from restored_day where day = (open_time at time zone 'UTC')::date)
    order by open_time
    limit ?
))
