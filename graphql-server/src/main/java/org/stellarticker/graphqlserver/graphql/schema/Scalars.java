package org.stellarticker.graphqlserver.graphql.schema;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.util.Locale;
import org.stellarticker.http.RequestParameters;

/** The legacy schema's own scalars. As an argument, an instant is understood as REST understands it. */
final class Scalars {

    /** A {@link Long}, which becomes a JSON number. */
    static final GraphQLScalarType BIG_INT = GraphQLScalarType.newScalar()
            .name("BigInt")
            .coercing(new BigIntCoercing())
            .build();

    /** An {@link Instant}, as Go's {@code time.RFC3339Nano} writes it. */
    static final GraphQLScalarType TIME = GraphQLScalarType.newScalar()
            .name("Time")
            .coercing(new TextCoercing(
                    Scalars::goText,
                    text -> RequestParameters.parseTime(text).map(Instant::toString),
                    RequestParameters.TIME))
            .build();

    private Scalars() {}

    private static final class BigIntCoercing implements Coercing<Long, Long> {
        @Override
        public Long serialize(Object value, GraphQLContext context, Locale locale) {
            if (value instanceof Long number) {
                return number;
            }
            throw new CoercingSerializeException("expected a long, found " + value.getClass());
        }
    }

    /** Returns Go's form of an instant: Java writes 3, 6 or 9 decimals of a second, Go as many as needed. */
    private static String goText(Object value) {
        if (!(value instanceof Instant time)) {
            throw new CoercingSerializeException("expected an instant, found " + value.getClass());
        }
        String text = time.toString();
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }
}
