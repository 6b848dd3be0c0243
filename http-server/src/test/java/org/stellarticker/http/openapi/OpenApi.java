package org.stellarticker.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.stellarticker.http.Http;

/** The OpenAPI document: what answers are checked against. It remembers which of what it documents has occurred. */
public final class OpenApi {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String EVENTS = "x-events";

    private final JsonNode document;
    private final SchemaWalk schemas;
    private final Set<String> answers = new TreeSet<>();
    private final Set<String> members = new TreeSet<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        this.schemas = new SchemaWalk(document);
    }

    /** Reads the document of a program, which is beside a class. */
    public static OpenApi read(Class<?> beside) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream("openapi.json"), "openapi.json")) {
            return new OpenApi(MAPPER.readTree(in));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A parameter, and where it stands: {@code path}, {@code query} or {@code header}. */
    public record Parameter(String name, String in, boolean required, JsonNode schema, JsonNode example) {

        /** The example as it stands in a request. */
        public String text() {
            return example.isArray()
                    ? String.join(
                            ",",
                            StreamSupport.stream(example.spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList())
                    : example.asText();
        }
    }

    public JsonNode document() {
        return document;
    }

    public SchemaWalk schemas() {
        return schemas;
    }

    /**
     * An operation.
     *
     * @param scope that its key has to allow; empty for one without a key
     */
    public record Operation(String method, String path, String scope) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns the paths of what is public and read: by GET, without a key. */
    public List<String> paths() {
        return operations().stream()
                .filter(operation ->
                        operation.method().equals("GET") && operation.scope().isEmpty())
                .map(Operation::path)
                .toList();
    }

    /** Returns all operations. */
    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String scope = method.getValue().at("/security/0/key/0").asText("");
                    operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), scope));
                }));
        return operations;
    }

    public JsonNode operation(String method, String path) {
        return document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    }

    public boolean hasBody(Operation operation) {
        return operation(operation.method(), operation.path()).has("requestBody");
    }

    public List<Parameter> parameters(String path) {
        return parameters("GET", path);
    }

    public List<Parameter> parameters(String method, String path) {
        return StreamSupport.stream(operation(method, path).path("parameters").spliterator(), false)
                .map(schemas::resolve)
                .map(node -> new Parameter(
                        node.get("name").asText(),
                        node.get("in").asText(),
                        node.path("required").asBoolean(),
                        node.get("schema"),
                        node.path("example")))
                .toList();
    }

    public boolean documents(String path, int status) {
        return documents("GET", path, status);
    }

    public boolean documents(String method, String path, int status) {
        return operation(method, path).get("responses").has(String.valueOf(status));
    }

    public boolean documents(String path, int status, String mediaType) {
        return response(path, status).path("content").has(mediaType);
    }

    private JsonNode response(String path, int status) {
        return response("GET", path, status);
    }

    private JsonNode response(String method, String path, int status) {
        return schemas.resolve(operation(method, path).get("responses").path(String.valueOf(status)));
    }

    /** Returns the path of the operation that a request asks; a path without parameters comes first. */
    private String pathOf(String method, String request) {
        String asked = request.split("\\?", 2)[0];
        List<String> paths = operations().stream()
                .filter(operation -> operation.method().equals(method))
                .map(Operation::path)
                .toList();
        Optional<String> exact = paths.stream().filter(asked::equals).findFirst();
        return exact.or(() -> paths.stream()
                        .filter(path -> asked.matches(Pattern.quote(path).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q")))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("expected an operation for " + request));
    }

    /** Checks that an answer has a documented status, media type, headers and content. */
    public void check(String request, Http.Response answer) {
        check("GET", request, answer);
    }

    /** Checks an answer as {@link #check(String, Http.Response)} does. */
    public void check(String method, String request, Http.Response answer) {
        String path = pathOf(method, request);
        String name = method + " " + request + ": " + answer.status() + " " + answer.body();
        assertThat(documents(method, path, answer.status())).as(name).isTrue();
        JsonNode response = response(method, path, answer.status());
        String occurred = name(method, path) + " " + answer.status();
        response.path("headers").fieldNames().forEachRemaining(header -> {
            if (answer.headers().containsKey(header)) {
                answers.add(occurred + " " + header);
            }
        });
        if (!response.has("content")) {
            assertThat(answer.body()).as(name).isEmpty();
            answers.add(occurred);
            return;
        }
        String mediaType = answer.headers().getOrDefault("Content-Type", "").split(";", 2)[0];
        assertThat(response.get("content").has(mediaType))
                .as("%s (%s)", name, mediaType)
                .isTrue();
        answers.add(occurred + " " + mediaType);
        JsonNode schema = response.get("content").get(mediaType).get("schema");
        if (mediaType.equals("text/csv")) {
            checkCsv(path, answer.body());
        } else {
            checkJson(name, schema, answer.body());
        }
    }

    /** Checks that the body of a request that is answered is as documented, and notes its members. */
    public void checkBody(String method, String request, String body) {
        String path = pathOf(method, request);
        JsonNode schema = operation(method, path).at("/requestBody/content/application~1json/schema");
        checkJson(method + " " + request + " " + body, schema, body);
    }

    /** Checks a value of a named schema that another test makes a server answer, and notes its members. */
    public void checkAnswer(String schema, String body) {
        JsonNode reference = MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        checkJson(schema, reference, body);
    }

    private static String name(String method, String path) {
        return method.equals("GET") ? path : method + " " + path;
    }

    private void checkJson(String name, JsonNode schema, String body) {
        try {
            JsonNode value = MAPPER.readTree(body);
            assertThat(errors(schema, value)).as(name).isEmpty();
            schemas.note(schema, "", value, members);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(name, noJson);
        }
    }

    /** The first line names the members of JSON's items, in their order; those of an object in them by both names. */
    private void checkCsv(String path, String body) {
        JsonNode list = schemas.resolve(
                response(path, 200).get("content").get("application/json").get("schema"));
        assertThat(body.lines().findFirst())
                .as(path)
                .hasValue(String.join(",", schemas.columns(list.at("/properties/items/items"))));
    }

    /** Checks an event of a stream. */
    public void checkEvent(String path, String type, JsonNode data) {
        JsonNode schema = response(path, 200).at("/content/text~1event-stream/" + EVENTS + "/" + type);
        assertThat(schema.isMissingNode()).as("event " + type).isFalse();
        answers.add(path + " 200 text/event-stream");
        answers.add(path + " event " + type);
        checkJson(type, schema, data.toString());
    }

    /** Returns in what way a value is not as a schema of the document says. */
    public List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("allOf", MAPPER.createArrayNode().add(schema));
        whole.set("components", document.get("components"));
        return REGISTRY.getSchema(whole)
                .validate(
                        value,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(Boolean.TRUE)));
    }

    /** Returns the documented answers, headers, events and members that have not occurred. */
    public Set<String> missing() {
        var missing = schemas.allMembers();
        missing.removeAll(members);
        for (Operation operation : operations()) {
            String method = operation.method();
            String path = operation.path();
            operation(method, path).get("responses").fieldNames().forEachRemaining(status -> {
                JsonNode response = response(method, path, Integer.parseInt(status));
                String name = name(method, path) + " " + status;
                if (!response.has("content")) {
                    missing.add(name);
                }
                response.path("content").fieldNames().forEachRemaining(type -> missing.add(name + " " + type));
                response.path("headers").fieldNames().forEachRemaining(header -> missing.add(name + " " + header));
                response.at("/content/text~1event-stream/" + EVENTS)
                        .fieldNames()
                        .forEachRemaining(event -> missing.add(path + " event " + event));
            });
        }
        missing.removeAll(answers);
        return missing;
    }
}
