package org.stellarticker.graphqlserver.schema;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a type, each with what it tells of a row.
 *
 * @param <R> the row
 */
final class Fields<R> {

    private final Class<R> row;
    private final TypeRuntimeWiring.Builder wiring;

    private Fields(String type, Class<R> row) {
        this.row = row;
        this.wiring = TypeRuntimeWiring.newTypeWiring(type).strictMode(true);
    }

    static <R> Fields<R> of(String type, Class<R> row) {
        return new Fields<>(type, row);
    }

    Fields<R> field(String name, Function<R, Object> figure) {
        wiring.dataFetcher(name, new Figure<>(row, figure));
        return this;
    }

    TypeRuntimeWiring.Builder wiring() {
        return wiring;
    }

    /** Some ten thousand are fetched for an answer, so that nothing is made or looked up for one. */
    private record Figure<R>(Class<R> row, Function<R, Object> figure) implements LightDataFetcher<Object> {

        @Override
        public Object get(
                GraphQLFieldDefinition definition,
                @Nullable Object source,
                Supplier<DataFetchingEnvironment> environment) {
            return told(source);
        }

        @Override
        public Object get(DataFetchingEnvironment environment) {
            return told(environment.getSource());
        }

        private Object told(@Nullable Object source) {
            return figure.apply(row.cast(Objects.requireNonNull(source)));
        }
    }
}
