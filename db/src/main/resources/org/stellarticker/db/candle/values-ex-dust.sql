-- The columns of prices without dust from the aggregates of merged-window-ex-dust.sql.
dust_count, ex_dust_first[3] as ex_dust_open_n, ex_dust_first[4] as ex_dust_open_d,
    ex_dust_high[2]::bigint as ex_dust_high_n, ex_dust_high[3]::bigint as ex_dust_high_d,
    ex_dust_low[2]::bigint as ex_dust_low_n, ex_dust_low[3]::bigint as ex_dust_low_d,
    ex_dust_last[3] as ex_dust_close_n, ex_dust_last[4] as ex_dust_close_d
