package org.stellarticker.graphqlserver;

import java.nio.file.Path;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * The settings of the program.
 *
 * @param state the folder that holds the run folder
 * @param metricsPort the port of the metrics of all programs, on 127.0.0.1
 * @param metricsPublic whether they are at the public address, too
 */
record GraphqlServerConfig(DatabaseAddress database, Path state, int metricsPort, boolean metricsPublic) {

    static GraphqlServerConfig read(Settings in) {
        return in.all(() -> new GraphqlServerConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                in.read("TICKER_STATE", Path::of),
                in.port("METRICS_PORT", in.port("TICKER_PORT", 8000) + 2),
                in.flag("METRICS_PUBLIC", "false")));
    }

    /** Returns the socket for nginx, relative to the working folder when that is shorter: its length is limited. */
    Path socket() {
        Path absolute = run().resolve("graphql-server.sock").toAbsolutePath();
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }

    Path statusFiles() {
        return run().resolve("status");
    }

    Path metricsFiles() {
        return run().resolve("metrics");
    }

    private Path run() {
        return state.resolve("run");
    }
}
