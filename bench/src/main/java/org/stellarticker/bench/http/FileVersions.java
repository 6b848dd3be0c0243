package org.stellarticker.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks answers with {@code markets.json}: each must be a whole version. nginx makes its ETag of the file's date in seconds and
 * of its length; the file's date is the version's {@code generated_at}.
 */
final class FileVersions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Long, Integer> textHashes = new HashMap<>();

    /**
     * Checks an answer.
     *
     * @param body as it was sent
     * @throws IOException when it is no whole version, or another one than its ETag names; the message says what is wrong
     */
    void check(FileForm form, String etag, byte[] body) throws IOException {
        byte[] text = form.text(body);
        JsonNode file = JSON.readTree(text);
        long generatedAt = file.path("generated_at").asLong() / 1000;
        String expected = "\"%x-%x\"".formatted(generatedAt, body.length);
        if (!etag.equals(expected)) {
            throw new IOException("expected the ETag " + expected + ", found " + etag);
        }
        if (!file.path("pairs").isArray()) {
            throw new IOException("expected pairs, found none");
        }
        int hash = Arrays.hashCode(text);
        Integer known = textHashes.putIfAbsent(generatedAt, hash);
        if (known != null && known != hash) {
            throw new IOException("expected one text of the version of " + generatedAt + ", found two");
        }
    }

    /** Returns how many versions were seen. */
    int count() {
        return textHashes.size();
    }
}
