package org.stellarticker.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes JSON in UTF-8. */
public final class Json {

    /** By default, buffers are kept by thread, and each request has a virtual thread of its own. */
    static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.sharedConcurrentDequePool();

    private static final JsonFactory FACTORY =
            JsonFactory.builder().recyclerPool(BUFFERS).build();

    private Json() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Value {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Returns the JSON text of a value, without white space. */
    public static byte[] write(Value value) {
        try (var bytes = new ByteArrayBuilder();
                JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.writeTo(json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
    }

    /** Writes a member that is {@code null} when there is no text. */
    public static void writeText(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }

    /** Returns {@code {"error": …}} with the space and the line end that the legacy files' errors have. */
    static byte[] error(String message) {
        return write(json -> {
            json.setPrettyPrinter(new SpaceAfterColon());
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeEndObject();
            json.writeRaw('\n');
        });
    }

    private static final class SpaceAfterColon extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }
    }
}
