-- What the cleaner writes: up to when trades are taken in no more.

create table retention_watermark (
    only_row      boolean primary key default true check (only_row),
    watermark_at timestamptz not null -- a midnight (UTC): trades closed earlier are refused, their days may be dropped
);
