package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.stellarticker.graphqlserver.http.RequestParameters;
import org.stellarticker.graphqlserver.http.problem.RequestException;

/** Reads the arguments of a field as REST reads its parameters, which have the same names. */
public final class Arguments {

    private Arguments() {}

    /**
     * Reads all arguments into a value.
     *
     * @throws QueryException when any cannot be used; it names all of them
     */
    public static <V> V read(DataFetchingEnvironment field, Function<RequestParameters, V> reader) {
        var texts = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Object> argument : field.getArguments().entrySet()) {
            if (argument.getValue() != null) {
                texts.put(argument.getKey(), argument.getValue().toString());
            }
        }
        try {
            return RequestParameters.read(texts, reader);
        } catch (RequestException refused) {
            throw new QueryException(refused.problem());
        }
    }
}
