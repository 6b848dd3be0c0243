package org.stellarticker.graphqlserver.query;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request.
 *
 * @param operationName which of several operations in the query; empty when there is one
 */
public record QueryRequest(String query, Map<String, @Nullable Object> variables, Optional<String> operationName) {

    /**
     * As POSTed.
     *
     * @param json {@code {"query": …, "variables": …, "operationName": …}}
     */
    public static QueryRequest ofJson(byte[] json) throws BadRequest {
        Map<String, @Nullable Object> members = JsonObject.read(json, "the body");
        if (!(members.get("query") instanceof String query)) {
            throw new BadRequest("expected a JSON object with the text \"query\"");
        }
        return new QueryRequest(
                query, variables(members.get("variables")), operationName(members.get("operationName")));
    }

    @SuppressWarnings("unchecked") // JSON's names are texts
    private static Map<String, @Nullable Object> variables(@Nullable Object found) throws BadRequest {
        return switch (found) {
            case null -> Map.of();
            case Map<?, ?> variables -> (Map<String, @Nullable Object>) variables;
            default -> throw new BadRequest("\"variables\": expected a JSON object");
        };
    }

    private static Optional<String> operationName(@Nullable Object found) throws BadRequest {
        return switch (found) {
            case null -> Optional.empty();
            case String name -> Optional.of(name).filter(given -> !given.isEmpty());
            default -> throw new BadRequest("\"operationName\": expected a text");
        };
    }

    /** As the parameters of a GET; {@code variables} is JSON. */
    public static QueryRequest ofParameters(
            Optional<String> query, Optional<String> variables, Optional<String> operationName) throws BadRequest {
        if (query.isEmpty()) {
            throw new BadRequest("expected the parameter \"query\"");
        }
        Map<String, @Nullable Object> read = variables.isEmpty()
                        || variables.get().isBlank()
                ? Map.of()
                : JsonObject.read(variables.get().getBytes(java.nio.charset.StandardCharsets.UTF_8), "\"variables\"");
        return new QueryRequest(query.get(), read, operationName.filter(given -> !given.isEmpty()));
    }
}
