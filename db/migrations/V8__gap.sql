-- History that is known to be missing, and what is asked for by hand to fill it.

create table gap (
    gap_id    integer generated always as identity primary key,
    from_time timestamptz not null, -- trades that closed from here,
    to_time   timestamptz not null, -- up to here, exclusive, may be missing
    reason    text not null,
    found_at  timestamptz not null default now(),
    closed_at timestamptz, -- when it was filled
    check (from_time < to_time)
);

create unique index gap_open_once on gap (from_time) where closed_at is null;

alter table backfill
    add column upper_time timestamptz; -- asked for by hand up to here; null for the one that the first start begins
