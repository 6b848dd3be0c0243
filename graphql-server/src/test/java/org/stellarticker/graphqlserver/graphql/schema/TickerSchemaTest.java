package org.stellarticker.graphqlserver.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphqlTypeComparatorRegistry;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.SingletonPropertyDataFetcher;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TickerSchemaTest {

    private final GraphQLSchema schema = TickerSchema.make();

    @Test
    void theLegacySchemaIsKeptToTheLetter() throws IOException {
        assertThat(withoutOrder(printed(schema))).isEqualTo(withoutOrder(printed(legacy())));
    }

    /** Leaves out the additions to the legacy schema: other queries, and types that only these return. */
    private static String withoutOrder(String printed) {
        return printed.replaceAll("(?m)^  assetStatus\\(.*\n", "")
                .replaceAll("(?s)type (AssetStatus|StellarToml|TomlException) \\{.*?\n}\n", "")
                .replaceAll("\n{2,}", "\n\n")
                .strip();
    }

    /** With all members in their order, without what is said of them. */
    private static String printed(GraphQLSchema schema) {
        var options = SchemaPrinter.Options.defaultOptions()
                .setComparators(GraphqlTypeComparatorRegistry.AS_IS_REGISTRY)
                .includeDirectiveDefinitions(false);
        String text = new SchemaPrinter(options).print(schema);
        return text.replaceAll("(?s)[ ]*\"\"\".*?\"\"\"\n", "").replaceAll("(?m)^[ ]*\"[^\"\n]*\"\n", "");
    }

    private static GraphQLSchema legacy() throws IOException {
        try (var in = Objects.requireNonNull(TickerSchemaTest.class.getResourceAsStream("legacy.graphqls"))) {
            return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(in));
        }
    }

    @Test
    void everyFieldHasAValueThatIsNotLookedUpByItsName() {
        assertThat(schema.getAllTypesAsList())
                .filteredOn(type ->
                        type instanceof GraphQLObjectType && !type.getName().startsWith("__"))
                .hasSize(9)
                .allSatisfy(type -> {
                    for (var field : ((GraphQLObjectType) type).getFieldDefinitions()) {
                        var at = FieldCoordinates.coordinates(type.getName(), field.getName());
                        assertThat(schema.getCodeRegistry().getDataFetcher(at, field))
                                .as(at.toString())
                                .isNotInstanceOfAny(PropertyDataFetcher.class, SingletonPropertyDataFetcher.class);
                    }
                });
    }
}
