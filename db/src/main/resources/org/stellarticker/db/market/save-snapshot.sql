-- Saves that all windows and books are as of one instant. Returns whether that is a version to publish.
with parameters as (
    select ?::timestamptz as at, ?::boolean as changed, ?::boolean as lost, ?::bigint as event_position
)
insert into market_snapshot as stored (as_of, changed_at, version_at, event_position)
select at, at, at, event_position
from parameters
on conflict (only_row) do update
set as_of = excluded.as_of,
    changed_at = case when (select changed from parameters) then excluded.as_of else stored.changed_at end,
    version_at = case
        when (select changed from parameters)
            or excluded.as_of not between stored.version_at and stored.version_at + interval '25 seconds'
        then excluded.as_of
        else stored.version_at
    end,
    generation = stored.generation + case when (select lost from parameters) then 1 else 0 end,
    event_position = excluded.event_position
returning version_at = as_of as is_version
