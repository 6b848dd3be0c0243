-- Lists the tables of days, oldest first, attached to trade or not.
select to_date(substr(relname, 7), 'YYYY_MM_DD') as day,
    case
        when inhrelid is null then 'DETACHED'
        when inhdetachpending then 'DETACHING'
        else 'ATTACHED'
    end as state
from pg_class
left join pg_inherits on inhrelid = pg_class.oid and inhparent = 'trade'::regclass
where relkind = 'r'
    and relname ~ '^trade_\d{4}_\d{2}_\d{2}$'
    and relnamespace = (select relnamespace from pg_class where oid = 'trade'::regclass)
order by relname
