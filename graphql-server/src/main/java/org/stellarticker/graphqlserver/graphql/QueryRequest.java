package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request.
 *
 * @param operationName selects one of several operations of the query; empty when there is only one
 */
public record QueryRequest(String query, Map<String, @Nullable Object> variables, Optional<String> operationName) {

    /**
     * Reads the body of a POST that is one request.
     *
     * @param json {@code {"query": …, "variables": …, "operationName": …, "extensions": …}}
     */
    static QueryRequest ofJson(byte[] json, PersistedQueries persisted) throws BadRequest, PersistedQueryNotFound {
        return ofMembers(JsonObject.read(json, "the body"), persisted);
    }

    /** Reads the members of such a JSON object. */
    static QueryRequest ofMembers(Map<?, ?> members, PersistedQueries persisted)
            throws BadRequest, PersistedQueryNotFound {
        String query = persisted
                .query(query(members.get("query")), members.get("extensions"))
                .orElseThrow(() -> new BadRequest("expected a JSON object with the text \"query\""));
        return new QueryRequest(
                query, variables(members.get("variables")), operationName(members.get("operationName")));
    }

    /** Returns the text of a query; an empty one counts as none, as Apollo's clients mean it. */
    private static Optional<String> query(@Nullable Object found) {
        return found instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
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

    /**
     * Reads the parameters of a GET.
     *
     * @param parameters {@code query}, {@code variables} and {@code extensions}, which are JSON, {@code operationName}
     */
    static QueryRequest ofParameters(Map<String, String> parameters, PersistedQueries persisted)
            throws BadRequest, PersistedQueryNotFound {
        String query = persisted
                .query(query(parameters.get("query")), json(parameters, "extensions"))
                .orElseThrow(
                        () -> new BadRequest("expected the parameter \"query\"; /graphiql is a page to try queries"));
        return new QueryRequest(query, json(parameters, "variables"), operationName(parameters.get("operationName")));
    }

    private static Map<String, @Nullable Object> json(Map<String, String> parameters, String name) throws BadRequest {
        String text = parameters.getOrDefault(name, "");
        return text.isBlank() ? Map.of() : JsonObject.read(text.getBytes(UTF_8), "\"" + name + "\"");
    }
}
