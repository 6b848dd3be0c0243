package org.stellarticker.graphqlserver;

import java.nio.file.Path;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;

/**
 * What the program is told.
 *
 * @param state the run's folder
 * @param metricsPort where the figures of all programs are, on 127.0.0.1
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

    /** Where nginx asks; as seen from where the program was started when that is shorter, since it must be short. */
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
