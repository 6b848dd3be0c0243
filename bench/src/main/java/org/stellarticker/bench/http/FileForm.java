package org.stellarticker.bench.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A form in which nginx serves {@code markets.json}. */
enum FileForm {
    PLAIN("Accept", "*/*"),
    GZIP(FileForm.ACCEPT_ENCODING, "gzip"),
    BROTLI(FileForm.ACCEPT_ENCODING, "br"),
    /** A client that has the current version: nginx compares dates, and one to come is always current. */
    NOT_MODIFIED("If-Modified-Since", "Thu, 31 Dec 2099 00:00:00 GMT");

    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private final String header;
    private final String value;

    FileForm(String header, String value) {
        this.header = header;
        this.value = value;
    }

    Map<String, String> headers() {
        return Map.of(header, value);
    }

    /** Returns the value of Content-Encoding; empty for none. */
    String encoding() {
        return header.equals(ACCEPT_ENCODING) ? value : "";
    }

    /** Returns the whole text of a body; throws when it is not a whole one. */
    byte[] text(byte[] body) throws IOException {
        try (InputStream text = open(new ByteArrayInputStream(body))) {
            return text.readAllBytes();
        }
    }

    private InputStream open(InputStream body) throws IOException {
        return switch (this) {
            case PLAIN, NOT_MODIFIED -> body;
            case GZIP -> new GZIPInputStream(body);
            case BROTLI -> {
                Brotli4jLoader.ensureAvailability();
                yield new BrotliInputStream(body);
            }
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
