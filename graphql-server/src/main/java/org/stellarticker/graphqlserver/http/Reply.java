package org.stellarticker.graphqlserver.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.stellarticker.graphqlserver.query.Answer;

/**
 * What is sent back to a request.
 *
 * @param headers besides the content's type and length
 */
record Reply(int status, String contentType, ByteBuffer body, Map<String, String> headers) {

    private static final String JSON = "application/json";
    private static final String CACHE_CONTROL = "Cache-Control";

    static Reply of(Answer answer) {
        return json(answer.status(), answer.json());
    }

    static Reply json(int status, ByteBuffer json) {
        return new Reply(status, JSON, json, Map.of());
    }

    /** Of an address that tells its faults as the files do, not as GraphQL does. */
    static Reply fault(int status, String message) {
        return json(status, bytes("{\"error\": \"%s\"}\n".formatted(message)));
    }

    static Reply notFound() {
        return fault(404, "no such address; there are /graphql, /graphiql and /healthz");
    }

    static Reply text(String contentType, String text) {
        return new Reply(200, contentType, bytes(text), Map.of());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    Reply with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }

    /** Not to be kept by anybody. */
    Reply fresh() {
        return with(CACHE_CONTROL, "no-store");
    }

    Reply cached(String how) {
        return with(CACHE_CONTROL, how);
    }
}
