package org.stellarticker.graphqlserver.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.language.FieldDefinition;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.SingletonPropertyDataFetcher;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

class TickerSchemaTest {

    private static GraphQLSchema schema;

    @BeforeAll
    static void make() {
        var clock = Clock.systemUTC();
        try (var nowhere =
                Database.openReadPool(DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:1/nowhere"), "test")) {
            var live = new LiveDatabase(nowhere, clock);
            schema = QueryEngine.schema(
                    new SnapshotCache(live::snapshot, clock),
                    new Health(live, Path.of("nowhere"), clock, "7", Optional::empty),
                    ChartData.REFERENCES,
                    () -> AssetDirectory.EMPTY,
                    Duration.ofHours(1));
        }
    }

    @Test
    void theLegacySchemaIsKeptToTheLetter() throws IOException {
        for (GraphQLNamedType legacy : ownTypes(legacy()).toList()) {
            var kept = (GraphQLNamedType) Objects.requireNonNull(schema.getType(legacy.getName()), legacy.getName());
            assertThat(kept.getClass()).isEqualTo(legacy.getClass());
            if (legacy instanceof GraphQLObjectType object) {
                var fields = printed(object.getFieldDefinitions());
                var found = printed(((GraphQLObjectType) kept).getFieldDefinitions());
                if (legacy.getName().equals("Query")) {
                    assertThat(found).containsSubsequence(fields);
                } else {
                    assertThat(found).isEqualTo(fields);
                }
            }
        }
    }

    /** Prints fields in their order, without what is said of them. */
    private static List<String> printed(List<GraphQLFieldDefinition> fields) {
        return fields.stream()
                .map(field -> AstPrinter.printAst(withoutDescription(Objects.requireNonNull(field.getDefinition()))))
                .toList();
    }

    private static FieldDefinition withoutDescription(FieldDefinition field) {
        return field.transform(changed -> changed.description(null).comments(List.of()));
    }

    private static GraphQLSchema legacy() throws IOException {
        try (var in = Objects.requireNonNull(TickerSchemaTest.class.getResourceAsStream("legacy.graphqls"))) {
            return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(in));
        }
    }

    private static Stream<GraphQLNamedType> ownTypes(GraphQLSchema of) {
        var builtIn = Set.of("String", "Int", "Float", "Boolean", "ID");
        return of.getAllTypesAsList().stream()
                .filter(type -> !type.getName().startsWith("__") && !builtIn.contains(type.getName()));
    }

    private static Stream<GraphQLObjectType> objectTypes() {
        return ownTypes(schema).filter(GraphQLObjectType.class::isInstance).map(GraphQLObjectType.class::cast);
    }

    @Test
    void everyFieldHasAValueThatIsNotLookedUpByItsName() {
        assertThat(objectTypes()).hasSizeGreaterThan(9).allSatisfy(type -> {
            for (var field : type.getFieldDefinitions()) {
                var at = FieldCoordinates.coordinates(type.getName(), field.getName());
                assertThat(schema.getCodeRegistry().getDataFetcher(at, field))
                        .as(at.toString())
                        .isNotInstanceOfAny(PropertyDataFetcher.class, SingletonPropertyDataFetcher.class);
            }
        });
    }

    @Test
    void everyTypeAndFieldIsDescribed() {
        assertThat(ownTypes(schema))
                .allSatisfy(type ->
                        assertThat(type.getDescription()).as(type.getName()).isNotBlank());
        assertThat(objectTypes()).allSatisfy(type -> {
            for (var field : type.getFieldDefinitions()) {
                assertThat(field.getDescription())
                        .as(type.getName() + "." + field.getName())
                        .isNotBlank();
            }
        });
    }
}
