package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a type, each with its value of a row.
 *
 * @param <R> the row
 */
public final class Fields<R> {

    private final Class<R> row;
    private final TypeRuntimeWiring.Builder wiring;

    private Fields(String type, Class<R> row) {
        this.row = row;
        this.wiring = TypeRuntimeWiring.newTypeWiring(type).strictMode(true);
    }

    public static <R> Fields<R> of(String type, Class<R> row) {
        return new Fields<>(type, row);
    }

    /** Adds a field; an {@link Optional} that is empty is null. */
    public Fields<R> field(String name, Function<R, Object> value) {
        wiring.dataFetcher(name, new ValueFetcher<>(row, value));
        return this;
    }

    public TypeRuntimeWiring.Builder wiring() {
        return wiring;
    }

    /** Allocates and looks up nothing, because an answer fetches some ten thousand values. */
    private record ValueFetcher<R>(Class<R> row, Function<R, Object> value) implements LightDataFetcher<Object> {

        @Override
        public Object get(
                GraphQLFieldDefinition definition,
                @Nullable Object source,
                Supplier<DataFetchingEnvironment> environment) {
            return value(source);
        }

        @Override
        public Object get(DataFetchingEnvironment environment) {
            return value(environment.getSource());
        }

        private Object value(@Nullable Object source) {
            return value.apply(row.cast(Objects.requireNonNull(source)));
        }
    }
}
