package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.legacy.GoNumber;
import org.stellarticker.graphqlserver.graphql.limit.QueryLimits;
import org.stellarticker.http.Json;

/** Writes answers like the legacy ticker: errors before data, and floats as Go writes them. */
final class AnswerJson {

    private AnswerJson() {}

    private static ByteBuffer write(Json.Value answer) {
        return ByteBuffer.wrap(Json.write(answer));
    }

    /** Returns the answer with a single error, for a request that was not run. */
    static ByteBuffer error(String message) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            json.writeStartObject();
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Returns the answer with a single error that programs understand by its extensions. */
    static ByteBuffer error(String message, Map<String, ?> extensions) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            json.writeStartObject();
            json.writeStringField("message", message);
            json.writeFieldName("extensions");
            writeValue(json, extensions);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Returns the errors of a result as a JSON array. */
    static byte[] errors(ExecutionResult result) {
        return Json.write(json -> writeErrors(json, result.getErrors()));
    }

    /** Returns a single error as a JSON array. */
    static byte[] errors(String message, Map<String, Object> extensions) {
        return Json.write(json -> writeErrors(
                json,
                List.of(GraphQLError.newError()
                        .message("%s", message)
                        .extensions(extensions)
                        .build())));
    }

    private static void writeErrors(JsonGenerator json, List<GraphQLError> errors) throws IOException {
        json.writeStartArray();
        for (GraphQLError error : errors) {
            writeError(json, error);
        }
        json.writeEndArray();
    }

    /** Returns some answers as a list. */
    static ByteBuffer list(List<ByteBuffer> answers) {
        return write(json -> {
            json.writeStartArray();
            for (ByteBuffer answer : answers) {
                json.writeRawValue(UTF_8.decode(answer.duplicate()).toString());
            }
            json.writeEndArray();
        });
    }

    /** Returns a result as JSON. Data is absent when the query was not run, and null when nothing could be read. */
    static ByteBuffer of(ExecutionResult result) {
        return ByteBuffer.wrap(bytes(result));
    }

    /** Returns a result as JSON, as {@link #of} does. */
    static byte[] bytes(ExecutionResult result) {
        return Json.write(json -> {
            json.writeStartObject();
            if (!result.getErrors().isEmpty()) {
                json.writeFieldName("errors");
                writeErrors(json, result.getErrors());
            }
            if (result.isDataPresent()) {
                json.writeFieldName("data");
                @Nullable Object data = result.<Object>getData();
                writeValue(json, data);
            }
            json.writeEndObject();
        });
    }

    /**
     * Writes an error: one of a field has a path, one of the query's text has locations. The legacy ticker's have no
     * extensions.
     */
    private static void writeError(JsonGenerator json, GraphQLError error) throws IOException {
        json.writeStartObject();
        json.writeStringField("message", QueryLimits.message(error));
        List<Object> path = error.getPath();
        List<SourceLocation> locations = error.getLocations();
        if (path != null && !path.isEmpty()) {
            json.writeFieldName("path");
            writeValue(json, path);
        } else if (locations != null && !locations.isEmpty()) {
            json.writeArrayFieldStart("locations");
            for (SourceLocation location : locations) {
                json.writeStartObject();
                json.writeNumberField("line", location.getLine());
                json.writeNumberField("column", location.getColumn());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        Map<String, Object> extensions = QueryLimits.extensions(error);
        if (!extensions.isEmpty()) {
            json.writeFieldName("extensions");
            writeValue(json, extensions);
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Double number -> json.writeNumber(GoNumber.text(number));
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case Map<?, ?> members -> writeMembers(json, members);
            case List<?> elements -> writeElements(json, elements);
            default -> throw new IllegalStateException("no JSON form for " + value.getClass());
        }
    }

    private static void writeMembers(JsonGenerator json, Map<?, ?> members) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.writeFieldName((String) member.getKey());
            writeValue(json, member.getValue());
        }
        json.writeEndObject();
    }

    private static void writeElements(JsonGenerator json, List<?> elements) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            writeValue(json, element);
        }
        json.writeEndArray();
    }
}
