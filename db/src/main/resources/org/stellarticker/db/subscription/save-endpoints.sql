-- Saves the last answer of each receiver. What failed before its owner enabled it, or gave it another address, counts no more.
insert into endpoint_state as known (subscription_id, received_at, failing_since, failed_at, problem)
select subscription_id,
    case problem when '' then timestamptz 'epoch' + at * interval '1 microsecond' end,
    case when problem <> '' then timestamptz 'epoch' + at * interval '1 microsecond' end,
    case when problem <> '' then timestamptz 'epoch' + at * interval '1 microsecond' end,
    problem
from unnest(?::bigint[], ?::bigint[], ?::text[]) as last (subscription_id, at, problem)
where exists (select from subscription where id = subscription_id)
on conflict (subscription_id) do update
set received_at = coalesce(excluded.received_at, known.received_at),
    failing_since = case
        when excluded.problem = '' then null
        when known.failing_since < (select enabled_at from subscription where id = known.subscription_id)
            then excluded.failing_since
        else coalesce(known.failing_since, excluded.failing_since)
    end,
    failed_at = coalesce(excluded.failed_at, known.failed_at),
    problem = excluded.problem
