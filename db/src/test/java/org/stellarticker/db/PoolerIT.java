package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A real PgBouncer before the database; where none is installed, {@link SessionCheckTest} plays it. */
@EnabledIf("isInstalled")
class PoolerIT {

    private static final Path PGBOUNCER = Path.of("/usr/sbin/pgbouncer");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path folder;

    static boolean isInstalled() {
        return Files.isExecutable(PGBOUNCER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&prepareThreshold=0"})
    void aPoolerInTransactionModeIsRefusedWithTheReason(String options) throws Exception {
        try (var pooler = new Pooler("transaction")) {
            assertThatThrownBy(() -> Database.open(pooler.address(options), "test"))
                    .isInstanceOf(SharedSessionsException.class)
                    .hasMessageContaining("found a pooler in transaction mode")
                    .hasMessageContaining("set its pool_mode to session")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aPoolerInSessionModeServes() throws Exception {
        try (var pooler = new Pooler("session");
                var through = Database.open(pooler.address(""), "test")) {
            assertThat(through.serverVersion().isTooOld()).isFalse();
        }
    }

    private final class Pooler implements AutoCloseable {

        private final int port = freePort();
        private final Properties behind = Objects.requireNonNull(Driver.parseURL(database.url(), new Properties()));
        private final Process process;

        Pooler(String mode) throws IOException {
            String user = PGProperty.USER.getOrDefault(behind);
            Files.writeString(
                    folder.resolve("users.txt"),
                    "\"" + user + "\" \"" + PGProperty.PASSWORD.getOrDefault(behind) + "\"\n");
            Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    ticker = host=%s port=%s dbname=%s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = plain
                    auth_file = users.txt
                    pool_mode = %s
                    default_pool_size = 20
                    ignore_startup_parameters = extra_float_digits
                    """.formatted(
                            PGProperty.PG_HOST.getOrDefault(behind),
                            PGProperty.PG_PORT.getOrDefault(behind),
                            PGProperty.PG_DBNAME.getOrDefault(behind),
                            port,
                            mode));
            // PgBouncer refuses root, and so does the folder anybody else.
            var command = "root".equals(System.getProperty("user.name"))
                    ? new ProcessBuilder("unshare", "-U", "--", PGBOUNCER.toString(), settings.toString())
                    : new ProcessBuilder(PGBOUNCER.toString(), settings.toString());
            process = command.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(20)).until(this::answers);
        }

        private boolean answers() throws IOException {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("log")));
            }
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }

        DatabaseAddress address(String options) {
            return DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:" + port + "/ticker?user="
                    + PGProperty.USER.getOrDefault(behind) + "&password=" + PGProperty.PASSWORD.getOrDefault(behind)
                    + options);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
