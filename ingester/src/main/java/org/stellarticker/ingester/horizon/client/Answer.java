package org.stellarticker.ingester.horizon.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.stellarticker.ingester.horizon.json.Json;
import org.stellarticker.ingester.horizon.json.LargePage;
import org.stellarticker.ingester.horizon.json.ReasonText;
import org.stellarticker.ingester.horizon.json.Sizes;
import org.stellarticker.ingester.horizon.json.TooLarge;

/** An HTTP answer, read whole. */
@SuppressWarnings("ArrayRecordComponent") // The page's bytes, looked at once by its parser; never compared.
public record Answer(
        String server, int status, String statusText, Optional<String> retryAfter, OptionalInt remaining, byte[] body) {

    /** Some proxies send several limits, the nearest first: {@code 99, 3599;w=3600}. */
    private static final Pattern REMAINING = Pattern.compile("\\s*(\\d{1,9})\\b.*");

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    /**
     * Reads an answer whole; one that is too large is reduced by {@link LargePage}.
     *
     * @throws TooLarge when the answer cannot be reduced
     * @throws IOException when the answer ends early
     */
    public static Answer of(Response response) throws IOException {
        try (ResponseBody whole = Objects.requireNonNull(response.body(), "an answer to a call has a body")) {
            InputStream rest = whole.byteStream();
            byte[] body = rest.readNBytes(Sizes.LARGEST_PAGE + 1);
            if (body.length > Sizes.LARGEST_PAGE) {
                body = LargePage.reduce(
                        new BufferedInputStream(new SequenceInputStream(new ByteArrayInputStream(body), rest)));
            }
            return new Answer(
                    response.request().url().host() + ":"
                            + response.request().url().port(),
                    response.code(),
                    response.message(),
                    Optional.ofNullable(response.header("Retry-After")),
                    remaining(response.header("X-Ratelimit-Remaining")),
                    body);
        }
    }

    /** Returns the number of requests left; empty when the header cannot be read. */
    static OptionalInt remaining(@Nullable String header) {
        var match = REMAINING.matcher(header == null ? "" : header);
        return match.matches() ? OptionalInt.of(Integer.parseInt(match.group(1))) : OptionalInt.empty();
    }

    /**
     * Returns the body of a successful answer.
     *
     * @throws HistoryGone for 410
     * @throws HorizonRefusal for 400
     * @throws HorizonException for any other status but 2xx
     */
    public byte[] orThrow(Clock clock) {
        if (status >= 200 && status < 300) {
            return body;
        }
        String match = ReasonText.shortened(
                "Horizon " + server + " answered " + (status + " " + statusText).strip() + reason());
        throw switch (status) {
            case 410 -> new HistoryGone(match);
            case 400 -> new HorizonRefusal(match);
            default -> new HorizonException(match, retryAfter.flatMap(after -> delay(after, clock)), status == 429);
        };
    }

    /** Returns a problem's title, or the beginning of the text that was sent instead. */
    private String reason() {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    String value = json.nextTextValue();
                    if (name.equals("title") && value != null) {
                        return ": " + value;
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException noProblemDocument) {
            // The text below is used instead.
        }
        String text = new String(body, 0, Math.min(body.length, 120), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? "" : ": " + text;
    }

    /** Returns the delay that a header gives in seconds or as a date, at most some minutes. */
    static Optional<Duration> delay(String retryAfter, Clock clock) {
        return match(retryAfter, clock)
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
                .map(delay -> delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
    }

    private static Optional<Duration> match(String retryAfter, Clock clock) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter.strip())));
        } catch (NumberFormatException perhapsADate) {
            try {
                var date = ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
                return Optional.of(Duration.between(clock.instant(), date.toInstant()));
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        }
    }
}
