-- Takes the oldest candles away, by their places: few enough at once that nobody waits.
delete from ${table}
where ctid = any(array(
    select ctid
    from ${table}
    where open_time < ?
    order by open_time
    limit ?
))
