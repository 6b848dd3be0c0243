package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.http.problem.RequestException;

/** A request is admitted before its route sees it, whatever the form of its answer. */
class AdmissionIT {

    private static final Map<String, String> KNOWN = Map.of("X-Client", "known");
    private static final Map<String, String> REFUSED = Map.of("X-Client", "refused");

    @TempDir
    static Path folder;

    private static final AtomicInteger asked = new AtomicInteger();
    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        api = TestApi.start(
                folder,
                routes -> routes.admitBy(AdmissionIT::admit)
                        .errorsBelow("/problems", ErrorForm.PROBLEM_JSON)
                        .add(Route.get("/whole", request -> {
                            asked.incrementAndGet();
                            return Reply.marketJson("{}".getBytes(UTF_8));
                        }))
                        .add(Route.get(
                                "/streamed",
                                request -> new Reply.Streamed(
                                        "text/plain", out -> out.write(ByteBuffer.wrap("piece".getBytes(UTF_8))))))
                        .add(Route.get("/problems/wrong", request -> {
                            throw new RequestException(400, "wrong");
                        })));
    }

    @AfterAll
    static void end() throws Exception {
        api.close();
    }

    private static Map<String, String> admit(ApiRequest request) throws RequestException {
        return switch (request.header("X-Client").orElse("")) {
            case "" -> Map.of();
            case "known" -> Map.of("X-Left", "7");
            default -> throw new RequestException(401, "who are you");
        };
    }

    @Test
    void allAnswersToAnAdmittedClientCarryItsHeaders() throws Exception {
        for (String path : new String[] {"/whole", "/streamed", "/problems/wrong"}) {
            assertThat(api.send(path, KNOWN).headers()).as(path).containsEntry("X-Left", "7");
            assertThat(api.send(path, Map.of()).headers()).as(path).doesNotContainKey("X-Left");
        }
    }

    @Test
    void onlyWhatEverybodyGetsIsKeptForOthers() throws Exception {
        assertThat(api.send("/whole", Map.of()).headers().get("Cache-Control")).startsWith("public, max-age=1");
        assertThat(api.send("/whole", KNOWN).headers().get("Cache-Control")).startsWith("private, max-age=1");
        assertThat(api.send("/streamed", KNOWN).headers()).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void anAnswerThatIsStillTheNewestIsNotSentAgain() throws Exception {
        String etag = api.send("/whole", KNOWN).headers().getOrDefault("ETag", "");
        var known = api.send("/whole", Map.of("X-Client", "known", "If-None-Match", etag));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.headers()).containsEntry("X-Left", "7");
    }

    @Test
    void aRefusedRequestDoesNotReachItsRouteAndHasTheFormOfItsPath() throws Exception {
        int before = asked.get();
        var refused = api.send("/whole", REFUSED);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("{\"error\": \"who are you\"}\n");
        assertThat(asked.get()).isEqualTo(before);
        assertThat(api.send("/problems/wrong", REFUSED).headers())
                .containsEntry("Content-Type", "application/problem+json");
    }
}
