package org.stellarticker.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileVersionsTest {

    private static final long SECOND = 1_790_000_000;

    private final FileVersions versions = new FileVersions();

    @Test
    void aWholeVersionIsCountedOnceInAllItsForms() throws IOException {
        byte[] plain = file("[]");

        versions.check(FileForm.PLAIN, etag(plain), plain);
        versions.check(FileForm.GZIP, etag(gzip(plain)), gzip(plain));

        assertThat(versions.count()).isEqualTo(1);
    }

    @Test
    void halfAFileIsTorn() throws IOException {
        byte[] plain = file("[]");
        byte[] half = Arrays.copyOf(plain, plain.length - 2);
        byte[] halfGzip = Arrays.copyOf(gzip(plain), gzip(plain).length - 9);

        assertThatThrownBy(() -> versions.check(FileForm.PLAIN, etag(half), half))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> versions.check(FileForm.GZIP, etag(halfGzip), halfGzip))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theETagOfAnotherVersionIsTorn() {
        byte[] plain = file("[]");

        assertThatThrownBy(() -> versions.check(FileForm.PLAIN, "\"%x-%x\"".formatted(SECOND - 1, plain.length), plain))
                .hasMessageContaining("expected the ETag " + etag(plain));
    }

    @Test
    void twoTextsOfOneVersionAreTorn() throws IOException {
        byte[] one = file("[1]");
        byte[] other = file("[2]");
        versions.check(FileForm.PLAIN, etag(one), one);

        assertThatThrownBy(() -> versions.check(FileForm.PLAIN, etag(other), other))
                .hasMessageContaining("found two");
    }

    private static byte[] file(String pairs) {
        return "{\"generated_at\": %d, \"pairs\": %s}"
                .formatted(SECOND * 1000 + 123, pairs)
                .getBytes(UTF_8);
    }

    private static String etag(byte[] body) {
        return "\"%x-%x\"".formatted(SECOND, body.length);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        }
        return out.toByteArray();
    }
}
