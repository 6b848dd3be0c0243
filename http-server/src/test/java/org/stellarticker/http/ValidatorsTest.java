package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {

    private static final Validators BOTH =
            new Validators(Optional.of("\"a\""), Optional.of(Instant.parse("2026-08-29T20:00:00.75Z")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            If-None-Match     | "a"                           | true
            If-None-Match     | W/"a"                         | true
            If-None-Match     | "b", W/"a"                    | true
            If-None-Match     | *                             | true
            If-None-Match     | "b"                           | false
            If-None-Match     | a                             | false
            If-Modified-Since | Sat, 29 Aug 2026 20:00:00 GMT | true
            If-Modified-Since | Sat, 29 Aug 2026 20:00:01 GMT | true
            If-Modified-Since | Sat, 29 Aug 2026 19:59:59 GMT | false
            If-Modified-Since | yesterday                     | false
            Accept            | */*                           | false
            """)
    void aClientKnowsTheContentByEither(String header, String value, boolean known) {
        assertThat(BOTH.areKnown(HttpFields.build().put(header, value))).isEqualTo(known);
        assertThat(Validators.NONE.areKnown(HttpFields.build().put(header, value)))
                .isFalse();
    }

    @Test
    void theDateCountsOnlyWithoutAnEtag() {
        var headers = HttpFields.build()
                .put("If-None-Match", "\"b\"")
                .put("If-Modified-Since", "Sat, 29 Aug 2026 20:00:00 GMT");

        assertThat(BOTH.areKnown(headers)).isFalse();
    }

    @Test
    void differentContentHasAnotherEtag() {
        var one = ByteBuffer.wrap("one".getBytes(UTF_8));

        assertThat(Validators.of(one)).isEqualTo(Validators.of(one.duplicate()));
        assertThat(one.remaining()).isEqualTo(3);
        assertThat(Validators.of(one)).isNotEqualTo(Validators.of(ByteBuffer.wrap("two".getBytes(UTF_8))));
    }
}
