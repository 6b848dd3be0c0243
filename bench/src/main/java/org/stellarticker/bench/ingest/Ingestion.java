package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.db.DatabaseAddress;

/** The product's ingester with a PostgreSQL of its own. */
public final class Ingestion implements AutoCloseable {

    private final Path folder;
    private final ScratchPostgres postgres;
    private final DatabaseAddress address;
    private final StorageWatch stored;
    private final RunningProgram ingester;

    private Ingestion(
            Path folder,
            ScratchPostgres postgres,
            DatabaseAddress address,
            StorageWatch stored,
            RunningProgram ingester) {
        this.folder = folder;
        this.postgres = postgres;
        this.address = address;
        this.stored = stored;
        this.ingester = ingester;
    }

    /**
     * Starts both.
     *
     * @param horizon the source
     * @param network the server of the issuers' tomls
     */
    public static Ingestion begin(URI horizon, PlayedHorizon network, Path folder) throws Exception {
        var postgres = ScratchPostgres.start(folder);
        try {
            DatabaseAddress address = postgres.ready();
            var stored = new StorageWatch(address);
            var ingester = RunningProgram.start(
                    "ingester",
                    folder,
                    Map.of(
                            "HORIZON_URL",
                            horizon.toString(),
                            "HORIZON_REQUESTS_PER_HOUR",
                            "0",
                            "TOML_TRUSTED_ORIGINS",
                            "https://*.sandbox.example=" + network.address()));
            return new Ingestion(folder, postgres, address, stored, ingester);
        } catch (Exception notStarted) {
            postgres.close();
            throw notStarted;
        }
    }

    /** Returns whether the backfill is complete. */
    public boolean isBackfilled() throws SQLException {
        return stored.backfill().filter(StorageWatch.StoredBackfill::complete).isPresent();
    }

    StorageWatch stored() {
        return stored;
    }

    public RunningProgram ingester() {
        return ingester;
    }

    ScratchPostgres postgres() {
        return postgres;
    }

    DatabaseAddress address() {
        return address;
    }

    /** Starts another program of the product on the same database. */
    public RunningProgram also(String program) throws IOException {
        return RunningProgram.start(program, folder, Map.of());
    }

    @Override
    public void close() throws IOException, SQLException {
        try (postgres;
                stored;
                ingester) {
            // Closed in reverse order.
        }
    }
}
