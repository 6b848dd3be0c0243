package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;

/**
 * A part of the schema with the values of its fields. It may extend {@code Query}.
 *
 * @param file the name of its {@code .graphqls} file
 * @param owner a class beside that file
 */
public record SchemaModule(String file, Class<?> owner, List<TypeRuntimeWiring.Builder> wiring) {

    public SchemaModule {
        wiring = List.copyOf(wiring);
    }
}
