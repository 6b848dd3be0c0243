package org.stellarticker.graphqlserver.graphql.schema;

import static java.util.stream.Collectors.joining;

import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.problem.RequestException;

/** Reads the arguments of a field as REST reads its parameters, which have the same names. */
public final class Arguments {

    private Arguments() {}

    /**
     * Reads all arguments into a value. An empty list counts as not given.
     *
     * @throws QueryException when any cannot be used; it names all of them
     */
    public static <V> V read(DataFetchingEnvironment field, Function<RequestParameters, V> reader) {
        var texts = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Object> argument : field.getArguments().entrySet()) {
            if (argument.getValue() != null && !List.of().equals(argument.getValue())) {
                texts.put(argument.getKey(), text(argument.getValue()));
            }
        }
        return read(texts, reader);
    }

    /** Returns a list's elements with a comma between them, as REST's parameters have them. */
    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(joining(","))
                : value.toString();
    }

    private static <V> V read(Map<String, String> texts, Function<RequestParameters, V> reader) {
        try {
            return RequestParameters.read(texts, reader);
        } catch (RequestException refused) {
            throw new QueryException(refused.problem());
        }
    }
}
