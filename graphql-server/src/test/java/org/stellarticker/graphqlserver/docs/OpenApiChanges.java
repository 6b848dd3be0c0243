package org.stellarticker.graphqlserver.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.stellarticker.http.openapi.SchemaWalk;

/**
 * The changes of an OpenAPI document that break clients: what they ask is refused or means something else, or what they read
 * is gone or has another form. New addresses, parameters that may be left out, members and words are none.
 */
final class OpenApiChanges {

    private static final List<String> FORMS = List.of("pattern", "format", "const");

    private final SchemaWalk before;
    private final SchemaWalk after;
    private final List<String> breaking = new ArrayList<>();

    private OpenApiChanges(SchemaWalk before, SchemaWalk after) {
        this.before = before;
        this.after = after;
    }

    static List<String> breaking(JsonNode before, JsonNode after) {
        var changes = new OpenApiChanges(new SchemaWalk(before), new SchemaWalk(after));
        JsonNode paths = before.get("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String name = method.getKey().equals("get")
                            ? path.getKey()
                            : method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    JsonNode now = after.at("/paths").path(path.getKey()).path(method.getKey());
                    if (changes.isKept(name, now)) {
                        changes.compareOperations(name, method.getValue(), now);
                    }
                }));
        return changes.breaking;
    }

    private boolean isKept(String where, JsonNode now) {
        if (now.isMissingNode()) {
            breaking.add(where + ": gone");
        }
        return !now.isMissingNode();
    }

    private void compareOperations(String path, JsonNode then, JsonNode now) {
        then.path("parameters").forEach(parameter -> {
            JsonNode old = before.resolve(parameter);
            String where = path + " " + old.get("name").asText();
            JsonNode kept = find(now, old);
            if (isKept(where, kept)) {
                compareParameters(where, old, kept);
            }
        });
        now.path("parameters").forEach(parameter -> {
            JsonNode added = after.resolve(parameter);
            if (added.path("required").asBoolean() && !isRequired(then, added)) {
                breaking.add(path + " " + added.get("name").asText() + ": required");
            }
        });
        then.get("responses").fieldNames().forEachRemaining(status -> {
            JsonNode old = before.resolve(then.get("responses").get(status));
            JsonNode kept = after.resolve(now.get("responses").path(status));
            if (status.startsWith("2") && isKept(path + " " + status, kept)) {
                compareContents(path + " " + status, old.path("content"), kept.path("content"));
            }
        });
    }

    private JsonNode find(JsonNode operation, JsonNode parameter) {
        for (JsonNode candidate : operation.path("parameters")) {
            JsonNode resolved = after.resolve(candidate);
            if (resolved.get("name").equals(parameter.get("name"))
                    && resolved.get("in").equals(parameter.get("in"))) {
                return resolved;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean isRequired(JsonNode operation, JsonNode parameter) {
        for (JsonNode candidate : operation.path("parameters")) {
            JsonNode resolved = before.resolve(candidate);
            if (resolved.get("name").equals(parameter.get("name"))) {
                return resolved.path("required").asBoolean();
            }
        }
        return false;
    }

    /** What was accepted must be accepted, and mean the same. */
    private void compareParameters(String where, JsonNode then, JsonNode now) {
        JsonNode old = before.resolve(then.get("schema"));
        JsonNode schema = after.resolve(now.get("schema"));
        compareForms(where, old, schema);
        if (!old.path("default").equals(schema.path("default"))) {
            breaking.add(where + ": another default");
        }
        if (schema.path("minimum").asLong(Long.MIN_VALUE) > old.path("minimum").asLong(Long.MIN_VALUE)
                || schema.path("maximum").asLong(Long.MAX_VALUE)
                        < old.path("maximum").asLong(Long.MAX_VALUE)) {
            breaking.add(where + ": narrower bounds");
        }
        if (schema.has("enum") && !words(schema).containsAll(words(old))) {
            breaking.add(where + ": a word less");
        }
    }

    private static Set<String> words(JsonNode schema) {
        var words = new HashSet<String>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private void compareContents(String where, JsonNode then, JsonNode now) {
        then.fieldNames().forEachRemaining(type -> {
            if (isKept(where + " " + type, now.path(type))) {
                compareValues(
                        where + " " + type,
                        then.get(type).path("schema"),
                        now.get(type).path("schema"));
                JsonNode events = then.get(type).path("x-events");
                events.fieldNames().forEachRemaining(event -> {
                    JsonNode kept = now.get(type).path("x-events").path(event);
                    if (isKept(where + " " + event, kept)) {
                        compareValues(where + " " + event, events.get(event), kept);
                    }
                });
            }
        });
    }

    /** What was read must be there, in the same form. */
    private void compareValues(String where, JsonNode then, JsonNode now) {
        if (mayBeNull(after, now) && !mayBeNull(before, then)) {
            breaking.add(where + ": may be null");
        }
        JsonNode old = value(before, then);
        JsonNode schema = value(after, now);
        compareForms(where, old, schema);
        for (String member : before.members(old)) {
            JsonNode kept = after.member(schema, member);
            if (isKept(where + "." + member, kept)) {
                if (before.required(old).contains(member)
                        && !after.required(schema).contains(member)) {
                    breaking.add(where + "." + member + ": may be left out");
                }
                compareValues(where + "." + member, before.member(old, member), kept);
            }
        }
        for (String inner : List.of("items", "additionalProperties")) {
            if (old.path(inner).isObject() && isKept(where + "[]", schema.path(inner))) {
                compareValues(where + "[]", old.get(inner), schema.get(inner));
            }
        }
        for (int i = 0; i < old.path("prefixItems").size(); i++) {
            if (isKept(where + "[" + i + "]", schema.path("prefixItems").path(i))) {
                compareValues(
                        where + "[" + i + "]",
                        old.get("prefixItems").get(i),
                        schema.get("prefixItems").get(i));
            }
        }
    }

    private void compareForms(String where, JsonNode then, JsonNode now) {
        if (!types(then).equals(types(now))) {
            breaking.add(where + ": another type");
        }
        for (String form : FORMS) {
            if (!then.path(form).equals(now.path(form))) {
                breaking.add(where + ": another " + form);
            }
        }
    }

    private static Set<String> types(JsonNode schema) {
        var types = new TreeSet<String>();
        if (schema.path("type").isTextual()) {
            types.add(schema.get("type").asText());
        }
        schema.path("type").forEach(type -> types.add(type.asText()));
        types.remove("null");
        return types;
    }

    private static boolean mayBeNull(SchemaWalk document, JsonNode schema) {
        JsonNode resolved = document.resolve(schema);
        for (JsonNode type : resolved.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        for (JsonNode choice : resolved.path("anyOf")) {
            if (choice.path("type").asText().equals("null") || mayBeNull(document, choice)) {
                return true;
            }
        }
        return resolved.path("type").asText().equals("null");
    }

    /** Returns the schema of a value that is not null. */
    private static JsonNode value(SchemaWalk document, JsonNode schema) {
        JsonNode resolved = document.resolve(schema);
        if (mayBeNull(document, resolved)) {
            for (JsonNode choice : resolved.path("anyOf")) {
                if (!choice.path("type").asText().equals("null")) {
                    return value(document, choice);
                }
            }
        }
        return resolved;
    }
}
