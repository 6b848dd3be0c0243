-- Lists all tables with their statements, in which the server has quoted the names. Left out: partitions, whose rows are
-- their parent's; days of trades that are being dropped; and the history of migrations, which a migration writes itself.
with stored as (
    select pg_class.oid, relname, relkind,
        (select array_agg(attname::text order by attnum)
            from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
        (select string_agg(format('%I', attname), ', ' order by attnum)
            from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as quoted_columns
    from pg_class
    where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p')
        and not relispartition
        and relname <> 'flyway_schema_history'
        and relname !~ '^trade_\d{4}_\d{2}_\d{2}$'
)
select relname::text as name,
    columns,
    array(select distinct target.relname::text
        from pg_constraint
        join pg_class target on target.oid = confrelid
        where conrelid = stored.oid and contype = 'f' and confrelid <> stored.oid) as needs,
    -- An estimate: a table that was never analysed has no number of rows, but a size.
    coalesce((select sum(case when part.reltuples < 0 then pg_relation_size(part.oid) / 100 else part.reltuples end)
        from pg_partition_tree(stored.oid) tree
        join pg_class part on part.oid = tree.relid and isleaf), 0)::bigint
        + case when relkind = 'p' then 0
            else (select case when reltuples < 0 then pg_relation_size(oid) / 100 else reltuples end
                from pg_class
                where oid = stored.oid) end::bigint as estimated_rows,
    case when relkind = 'p' then format('copy (select %s from %I) to stdout', quoted_columns, relname)
        else format('copy %I (%s) to stdout', relname, quoted_columns) end as copy_out,
    format('copy %I (%s) from stdin', relname, quoted_columns) as copy_in,
    format('select count(*) from (select from %I limit 2) as two', relname) as count_two,
    format('delete from %I', relname) as clear,
    format('lock table %I in access share mode', relname) as lock_for_reading,
    format('lock table %I in exclusive mode', relname) as lock_for_writing
from stored
order by relname
