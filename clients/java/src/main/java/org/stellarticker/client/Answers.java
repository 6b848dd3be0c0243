package org.stellarticker.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.error.ApiException;
import org.stellarticker.client.error.Fault;
import org.stellarticker.client.error.UnexpectedAnswerException;

/** Reads answers. Members that this version does not know are ignored. */
final class Answers {

    /** Characters of an answer that is no problem of RFC 9457. */
    private static final int SHOWN = 200;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .build();

    private Answers() {}

    private static final class InstantReader extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, json.getText(), "%s", e.getMessage());
            }
        }
    }

    static <A> A read(Call<A> call, byte[] body) {
        try {
            return notNull(JSON.readValue(body, call.answer()));
        } catch (IOException e) {
            throw new UnexpectedAnswerException(
                    "the answer of " + call.path() + " is not as the API's document says: " + message(e), e);
        }
    }

    static <D> D read(String event, String data, Class<D> form) {
        try {
            return notNull(JSON.readValue(data, form));
        } catch (IOException e) {
            throw new UnexpectedAnswerException("the stream's event " + event + " cannot be read: " + message(e), e);
        }
    }

    static byte[] write(Map<String, ? extends @Nullable Object> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected values of JSON, found " + e.getOriginalMessage(), e);
        }
    }

    private static <A> A notNull(A value) throws IOException {
        if (value == null) {
            throw new IOException("it is null");
        }
        return value;
    }

    private static String message(IOException fault) {
        return fault instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + fault.getMessage();
    }

    /** Reads the error of an answer; a proxy's may be of any form. */
    static ApiException error(int status, HttpHeaders headers, byte[] body) {
        Optional<Duration> retryAfter = retryAfter(
                headers.firstValue("retry-after"), headers.firstValue("date").flatMap(Answers::date));
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("title").isTextual() && problem.path("detail").isTextual()) {
                List<Fault> faults = problem.has("faults")
                        ? List.of(JSON.treeToValue(problem.get("faults"), Fault[].class))
                        : List.of();
                return ApiException.of(
                        status,
                        problem.get("title").asText(),
                        problem.get("detail").asText(),
                        faults,
                        retryAfter);
            }
        } catch (IOException e) {
            return ofNoProblem(status, body, retryAfter);
        }
        return ofNoProblem(status, body, retryAfter);
    }

    private static ApiException ofNoProblem(int status, byte[] body, Optional<Duration> retryAfter) {
        String text =
                new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        String shown = text.substring(0, Math.min(text.length(), SHOWN));
        return ApiException.of(status, "the answer is no problem of RFC 9457", shown, List.of(), retryAfter);
    }

    /** Reads Retry-After. A date there is compared with the answer's own date: the clock here may differ by hours. */
    static Optional<Duration> retryAfter(Optional<String> header, Optional<Instant> date) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String text = header.get().strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return date(text)
                .flatMap(until -> date.map(now -> Duration.between(now, until)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
