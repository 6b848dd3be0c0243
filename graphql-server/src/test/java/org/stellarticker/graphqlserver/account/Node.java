package org.stellarticker.graphqlserver.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.db.Database;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.graphqlserver.account.signin.SignInConfig;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.rest.account.AccountFaces;
import org.stellarticker.graphqlserver.rest.journal.JournalRoutes;
import org.stellarticker.http.Http;
import org.stellarticker.http.Reply;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestApi;

/** A server with the routes about accounts, and one that is public: {@code /public}. */
public final class Node implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestApi api;
    private final Http http;
    private final Quotas quotas;

    private Node(TestApi api, Quotas quotas) {
        this.api = api;
        this.http = Http.at(api.socket());
        this.quotas = quotas;
    }

    public static Node start(Path folder, Database database, AccountConfig config, Clock clock) throws Exception {
        return start(folder, database, config, Optional.empty(), clock);
    }

    public static Node start(
            Path folder, Database database, AccountConfig config, Optional<SignInConfig> signIn, Clock clock)
            throws Exception {
        var parts = new Parts(database, config, signIn, clock);
        return new Node(TestApi.start(folder, parts::addTo), parts.quotas);
    }

    /** Starts one that also answers at a port of the loopback address. */
    public static Node startAt(int port, Path folder, Database database, AccountConfig config, Clock clock)
            throws Exception {
        var parts = new Parts(database, config, Optional.empty(), clock);
        return new Node(TestApi.startAt(port, folder, parts::addTo), parts.quotas);
    }

    /** What the routes need. */
    private static final class Parts {
        private final AccountDatabase accounts;
        private final Callers callers;
        private final Quotas quotas;
        private final AccountFaces faces;
        private final JournalRoutes journal;

        Parts(Database database, AccountConfig config, Optional<SignInConfig> signIn, Clock clock) {
            accounts = new AccountDatabase(database, new LiveDatabase(database, clock));
            callers = new Callers(accounts, clock);
            quotas = new Quotas(accounts);
            faces = new AccountFaces(accounts, callers, config, signIn, clock);
            journal = new JournalRoutes(accounts, callers, JournalTypes.parse("metadata=30d/100,news=1d/1000"), clock);
        }

        void addTo(Routes routes) {
            routes.admitBy(new KeyAdmission(callers, quotas));
            routes.add(Route.get("/public", request -> Reply.text("text/plain", "public")));
            faces.all().forEach(face -> face.accept(routes));
            journal.addTo(routes);
        }
    }

    /** An answer with its content. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException noJson) {
                throw new IllegalStateException(body, noJson);
            }
        }
    }

    public Answer get(String path, String key) throws IOException {
        return send("GET", path, key, "");
    }

    public Answer post(String path, String key, String body) throws IOException {
        return send("POST", path, key, body);
    }

    /** @param key empty for a request without one */
    public Answer send(String method, String path, String key, String body) throws IOException {
        var headers = new HashMap<String, String>();
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        var answer = http.send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    public Path socket() {
        return api.socket();
    }

    /** Writes what was counted, as the program does every some seconds. */
    public void writeUsage() {
        quotas.run();
    }

    @Override
    public void close() throws IOException {
        api.close();
    }
}
