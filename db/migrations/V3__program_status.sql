-- What each program does and how far it is; each writes its own row.

create table program_status (
    program       text not null,
    instance      text not null,
    state         text not null, -- starting, running, catching up, standby, stalled, stopped
    detail        text not null,
    last_progress timestamptz,
    lag_seconds   double precision,
    build         text not null,
    updated_at    timestamptz not null default now(),
    primary key (program, instance)
);
