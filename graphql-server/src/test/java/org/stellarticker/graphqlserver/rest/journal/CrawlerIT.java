package org.stellarticker.graphqlserver.rest.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Node;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUp;
import org.stellarticker.http.TestApi;
import org.stellarticker.http.TestListeners;

/** The example of a crawler runs as it stands. */
class CrawlerIT {

    private static final Path CRAWLER = Path.of("..", "examples", "crawler", "crawler.py");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();

    private record Ran(int code, String output) {}

    private static Ran crawl(int port, String key) throws Exception {
        var command = new ProcessBuilder("python3", CRAWLER.toString(), "--url", "http://127.0.0.1:" + port)
                .redirectErrorStream(true);
        command.environment().put("TICKER_KEY", key);
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private String key() {
        return db.database().transaction(tx -> {
            var account = new Accounts(clock).create(tx, AccountAudit.OPERATOR, "crawler", Optional.empty());
            var scopes = EnumSet.of(Scope.CRAWL_READ, Scope.CRAWL_WRITE);
            var wanted = new Keys.Wanted("k", scopes, 600, Optional.empty());
            return new Keys(clock)
                    .create(tx, AccountAudit.OPERATOR, account.id(), wanted)
                    .text();
        });
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(TestListeners.LOOPBACK, 0));
            return socket.getLocalPort();
        }
    }

    @Test
    void theExampleAddsWhatItKnowsOnce() throws Exception {
        String key = key();
        int port = freePort();
        try (Node node = Node.startAt(port, folder, db.database(), new AccountConfig(SignUp.OFF, 600), clock)) {
            assertThat(crawl(port, key)).isEqualTo(new Ran(0, "2 entries stored, 0 known\n"));
            assertThat(crawl(port, key)).isEqualTo(new Ran(0, "0 entries stored, 2 known\n"));
            JsonNode items = node.get("/api/v1/journal?tag=native", key).json().get("items");
            assertThat(TestApi.texts(items, "type")).isEqualTo(List.of("metadata"));
            assertThat(items.at("/0/body/name").asText()).isEqualTo("Example Lumen");

            Ran refused = crawl(port, "sticker_unknown");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output()).contains("expected a key that exists");
        }
    }
}
