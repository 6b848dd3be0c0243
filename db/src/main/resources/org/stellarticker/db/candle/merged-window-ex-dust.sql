-- Aggregates like those of merged.sql, of the prices of trades without dust; all null when there is none.
sum(dust_count)::bigint as dust_count,
min(array[first_toid, first_index, ex_dust_open_n, ex_dust_open_d])
    filter (where ex_dust_open_n is not null) as ex_dust_first,
max(array[last_toid, last_index, ex_dust_close_n, ex_dust_close_d])
    filter (where ex_dust_open_n is not null) as ex_dust_last,
max(array[div(ex_dust_high_n * 1e39, ex_dust_high_d), ex_dust_high_n, ex_dust_high_d])
    filter (where ex_dust_open_n is not null) as ex_dust_high,
min(array[div(ex_dust_low_n * 1e39, ex_dust_low_d), ex_dust_low_n, ex_dust_low_d])
    filter (where ex_dust_open_n is not null) as ex_dust_low
