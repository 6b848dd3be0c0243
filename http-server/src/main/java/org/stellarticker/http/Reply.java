package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.websocket.api.Session;

/** The reply to a request. */
public sealed interface Reply {

    /**
     * Returns the same reply for a client that was admitted by itself: with more headers, and not to be kept for others. A reply
     * that a WebSocket takes over stays as it is.
     */
    static Reply forOne(Reply reply, Map<String, String> headers) {
        return switch (reply) {
            case Whole whole ->
                new Whole(
                        whole.status, whole.contentType, whole.content, own(whole.headers, headers), whole.validators);
            case Streamed streamed ->
                new Streamed(streamed.contentType, streamed.content, own(streamed.headers, headers));
            case Upgraded upgraded -> upgraded;
        };
    }

    private static Map<String, String> own(Map<String, String> headers, Map<String, String> more) {
        var all = new TreeMap<>(headers);
        all.computeIfPresent("Cache-Control", (_, kept) -> kept.replaceFirst("^public", "private"));
        all.putAll(more);
        return all;
    }

    /** Returns a whole reply of JSON in UTF-8. */
    static Whole json(int status, ByteBuffer json) {
        return new Whole(status, "application/json", json);
    }

    /**
     * Returns JSON about the market as it is now: a client and nginx may keep it for a second, and then ask whether it has
     * changed.
     */
    static Whole marketJson(byte[] json) {
        return market("application/json", json);
    }

    /** Returns content about the market as it is now, to be kept as {@link #marketJson} is. */
    static Whole market(String contentType, byte[] content) {
        return new Whole(200, contentType, ByteBuffer.wrap(content))
                .withEtag()
                .cached("public, max-age=1, must-revalidate");
    }

    /** Returns a file of the program, which is beside a class. */
    static Whole file(Class<?> beside, String file, String contentType) {
        try (var in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("expected the file " + file + " in the program");
            }
            return new Whole(200, contentType, ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Returns a whole reply of text. */
    static Whole text(String contentType, String text) {
        return new Whole(200, contentType, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /**
     * A reply whose content is known as a whole. A GET that is answered with status 200 is conditional by its
     * validators.
     *
     * @param headers besides the content's type and length, and the validators
     */
    record Whole(int status, String contentType, ByteBuffer content, Map<String, String> headers, Validators validators)
            implements Reply {

        public Whole {
            headers = Map.copyOf(headers);
        }

        public Whole(int status, String contentType, ByteBuffer content) {
            this(status, contentType, content, Map.of(), Validators.NONE);
        }

        public Whole with(String header, String value) {
            return new Whole(status, contentType, content, plus(headers, header, value), validators);
        }

        /** Says how long the reply may be kept, and by whom. */
        public Whole cached(String cacheControl) {
            return with("Cache-Control", cacheControl);
        }

        /** Forbids to keep the reply. */
        public Whole notCached() {
            return cached("no-store");
        }

        /** Names the request's headers that the reply depends on. */
        public Whole varyingBy(String requestHeaders) {
            return with("Vary", requestHeaders);
        }

        /** Gives the reply an ETag made from its content. */
        public Whole withEtag() {
            return with(Validators.of(content));
        }

        public Whole lastModified(Instant time) {
            return with(new Validators(validators.etag(), Optional.of(time)));
        }

        Whole with(Validators validators) {
            return new Whole(status, contentType, content, headers, validators);
        }
    }

    /**
     * A reply of status 200 whose content is written piece by piece, as long as it likes. It has a virtual thread of its
     * own and ends when its content does, when the client goes away or when the program ends.
     */
    record Streamed(String contentType, Content content, Map<String, String> headers) implements Reply {

        public Streamed {
            headers = Map.copyOf(headers);
        }

        public Streamed(String contentType, Content content) {
            // nginx passes each piece on at once.
            this(contentType, content, Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"));
        }

        public Streamed with(String header, String value) {
            return new Streamed(contentType, content, plus(headers, header, value));
        }

        /** Writes the content; returning ends it. */
        @FunctionalInterface
        public interface Content {
            void writeTo(StreamWriter out) throws ClientGone, InterruptedException;

            /**
             * Called instead of {@link #writeTo} when nothing is to be written: the client went away before, asked for the headers
             * only, or was answered already.
             */
            default void abandon() {}
        }
    }

    /**
     * A WebSocket takes the connection over. A request that is no handshake of a WebSocket is refused.
     *
     * @param subprotocol the accepted one of {@link ApiRequest#webSocketProtocols}; empty when there is none
     * @param endpoint the new one of this connection, in a public class
     */
    record Upgraded(Optional<String> subprotocol, Session.Listener endpoint) implements Reply {}

    private static Map<String, String> plus(Map<String, String> headers, String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return more;
    }
}
