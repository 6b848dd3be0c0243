-- Saves the last answer of each receiver.
insert into endpoint_state as known (subscription_id, received_at, failing_since, problem)
select subscription_id,
    case problem when '' then timestamptz 'epoch' + at * interval '1 microsecond' end,
    case when problem <> '' then timestamptz 'epoch' + at * interval '1 microsecond' end,
    problem
from unnest(?::bigint[], ?::bigint[], ?::text[]) as last (subscription_id, at, problem)
where exists (select from subscription where id = subscription_id)
on conflict (subscription_id) do update
set received_at = coalesce(excluded.received_at, known.received_at),
    failing_since = case when excluded.problem = '' then null
        else coalesce(known.failing_since, excluded.failing_since) end,
    problem = excluded.problem
