package org.stellarticker.e2e.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseException;

/** Records, each minute, the rows and sizes of the tables that change most, as lines of CSV. */
final class TableGrowth implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TableGrowth.class);

    private static final String SIZES = """
            with part as (
                select coalesce(parent.relname, stat.relname)::text as name, stat.relid, n_live_tup, n_dead_tup
                from pg_stat_user_tables stat
                left join pg_inherits on inhrelid = stat.relid
                left join pg_class parent on parent.oid = inhparent
            )
            select name, sum(n_live_tup)::bigint as live_rows, sum(n_dead_tup)::bigint as dead_rows,
                sum(pg_table_size(relid))::bigint as table_bytes, sum(pg_indexes_size(relid))::bigint as index_bytes
            from part
            where name in ('trade', 'ledger', 'change_mark', 'stream_cursor', 'backfill', 'candle_1m', 'candle_1h', 'candle_1d',
                'market_window', 'market_snapshot', 'order_book', 'order_book_levels', 'event_log', 'event_position',
                'program_status', 'retry_task', 'audit_window')
            group by name
            order by name
            """;

    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor();
    private final Database database;
    private final Path file;
    private final Future<?> recording;

    private TableGrowth(Database database, Path file) {
        this.database = database;
        this.file = file;
        this.recording = minutes.scheduleAtFixedRate(this::record, 0, 1, TimeUnit.MINUTES);
    }

    /** Begins to record into a new file. */
    static TableGrowth recordTo(Path file, Database database) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "at,table,live_rows,dead_rows,table_bytes,index_bytes\n");
        return new TableGrowth(database, file);
    }

    private void record() {
        try {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            List<String> lines = database.snapshot(tx -> tx.list(
                    SIZES,
                    row -> String.join(
                            ",",
                            now.toString(),
                            Columns.text(row, "name"),
                            row.getString("live_rows"),
                            row.getString("dead_rows"),
                            row.getString("table_bytes"),
                            row.getString("index_bytes"))));
            Files.write(file, lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DatabaseException e) {
            // The soak kills programs; the next minute is recorded again.
            log.warn("no sizes of tables this minute: {}", e.getMessage());
        }
    }

    /** Returns the lines that were recorded, the heading first. */
    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Override
    public void close() {
        recording.cancel(true);
        minutes.shutdownNow();
    }
}
