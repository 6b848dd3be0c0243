package org.stellarticker.graphqlserver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stellarticker.http.openapi.OpenApi;

class OpenApiTest {

    private final OpenApi api = OpenApi.read(OpenApiDocument.class);

    /** Without it, an undocumented member would pass. */
    @Test
    void schemasAdmitNoOtherMembers() {
        JsonNode schemas = api.document().at("/components/schemas");
        Set<String> parts = partsOfOthers();
        var open = new TreeSet<String>();
        schemas.fieldNames().forEachRemaining(name -> {
            JsonNode schema = schemas.get(name);
            boolean isObject = schema.has("properties") || schema.has("allOf");
            if (isObject && !parts.contains(name) && !isClosed(schema)) {
                open.add(name);
            }
        });
        assertThat(open).isEmpty();
        assertThat(parts).as("the parts are there").isNotEmpty();
    }

    private static boolean isClosed(JsonNode schema) {
        return List.of("additionalProperties", "unevaluatedProperties").stream()
                .anyMatch(keyword -> schema.has(keyword) && !schema.get(keyword).asBoolean(true));
    }

    private Set<String> partsOfOthers() {
        var parts = new HashSet<String>();
        api.document().findValues("allOf").forEach(all -> all.forEach(part -> parts.add(name(part))));
        api.document().findValues("dependentSchemas").forEach(all -> all.forEach(part -> parts.add(name(part))));
        return parts;
    }

    private static String name(JsonNode reference) {
        String pointer = reference.path("$ref").asText();
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    @Test
    void allReferencesLeadSomewhere() {
        assertThat(api.document().findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                api.document().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        String whole = api.document().toString();
        for (String kind : List.of("schemas", "parameters", "responses", "headers")) {
            api.document()
                    .at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(whole)
                            .as("who refers to it")
                            .contains("\"#/components/" + kind + "/" + name + "\""));
        }
    }

    @Test
    void everyOperationAndParameterIsDescribedAndExamplesFit() {
        for (OpenApi.Operation each : api.operations()) {
            String path = each.toString();
            JsonNode operation = api.operation(each.method(), each.path());
            assertThat(operation.path("summary").asText()).as(path).isNotEmpty();
            assertThat(operation.path("operationId").asText()).as(path).isNotEmpty();
            assertThat(operation.path("tags")).as(path).hasSize(1);
            operation
                    .path("parameters")
                    .forEach(node -> assertThat(api.schemas()
                                    .resolve(node)
                                    .path("description")
                                    .asText())
                            .as(path)
                            .isNotEmpty());
            api.parameters(each.method(), each.path()).forEach(parameter -> {
                assertThat(errors(parameter.schema(), parameter.schema().path("default")))
                        .as(parameter.name())
                        .isEmpty();
                assertThat(errors(parameter.schema(), parameter.example()))
                        .as(parameter.name())
                        .isEmpty();
            });
        }
        assertThat(api.document().findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    private List<Error> errors(JsonNode schema, JsonNode value) {
        return value.isMissingNode() ? List.of() : api.errors(schema, value);
    }

    @Test
    void whatIsNotAsDocumentedIsFound() throws Exception {
        JsonNode gap = new ObjectMapper().readTree("{\"$ref\": \"#/components/schemas/Gap\"}");
        String from = "\"from\": \"2026-03-01T12:00:00Z\"";
        for (String wrong : List.of(
                "{" + from + "}",
                "{" + from + ", \"to\": \"noon\"}",
                "{" + from + ", \"to\": \"2026-03-01T12:00:00+01:00\"}",
                "{" + from + ", \"to\": \"2026-03-01T13:00:00Z\", \"more\": 1}")) {
            assertThat(api.errors(gap, new ObjectMapper().readTree(wrong)))
                    .as(wrong)
                    .isNotEmpty();
        }
        assertThat(api.errors(gap, new ObjectMapper().readTree("{" + from + ", \"to\": \"2026-03-01T13:00:00Z\"}")))
                .isEmpty();
    }
}
