-- Takes change marks from an instant on, newest minutes first; by ctid, because a join is slower among millions of rows.
with taken as (
    delete from change_mark
    where ctid = any(array(
        select ctid
        from change_mark
        where minute >= ?
        order by minute desc, change_mark_id desc
        limit ?
    ))
    returning minute, trade_pair_id
)
select trade_pair_id, (extract(epoch from minute) * 1000000)::bigint as micros, count(*) as marks
from taken
group by trade_pair_id, minute
