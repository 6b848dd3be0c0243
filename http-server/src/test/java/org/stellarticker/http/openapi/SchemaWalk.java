package org.stellarticker.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Follows the schemas of a document of OpenAPI along a value, or by themselves. */
public final class SchemaWalk {

    private static final String PROPERTIES = "properties";

    private final JsonNode document;

    public SchemaWalk(JsonNode document) {
        this.document = document;
    }

    /** Returns what a reference points at; what is none, as it is. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    /** Returns the members that an object of this schema may have, in their order. */
    public List<String> members(JsonNode schema) {
        var names = new ArrayList<String>();
        JsonNode resolved = resolve(schema);
        resolved.path("allOf").forEach(part -> names.addAll(members(part)));
        resolved.path(PROPERTIES).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Returns the columns of CSV for an object: a member that is an object itself has a column for each of its members. */
    public List<String> columns(JsonNode schema) {
        var names = new ArrayList<String>();
        for (String name : members(schema)) {
            JsonNode member = resolve(member(schema, name));
            JsonNode object =
                    resolve(member.path("anyOf").isArray() ? member.get("anyOf").get(0) : member);
            List<String> inner = members(object);
            if (inner.isEmpty()) {
                names.add(name);
            } else {
                inner.forEach(part -> names.add(name + "_" + part));
            }
        }
        return names;
    }

    /** Returns the schema of a member of an object. */
    public JsonNode member(JsonNode schema, String name) {
        JsonNode resolved = resolve(schema);
        for (JsonNode part : resolved.path("allOf")) {
            JsonNode found = member(part, name);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return resolved.path(PROPERTIES).path(name);
    }

    /** Returns the members that an object of this schema always has. */
    public Set<String> required(JsonNode schema) {
        var names = new HashSet<String>();
        JsonNode resolved = resolve(schema);
        resolved.path("allOf").forEach(part -> names.addAll(required(part)));
        resolved.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Returns the pointers of all members of the named schemas, such as {@code /components/schemas/Gap/properties/to}. */
    public Set<String> allMembers() {
        var pointers = new TreeSet<String>();
        JsonNode schemas = document.at("/components/schemas");
        schemas.fieldNames()
                .forEachRemaining(name -> schemas.get(name)
                        .path(PROPERTIES)
                        .fieldNames()
                        .forEachRemaining(member -> pointers.add(pointer("/components/schemas/" + name, member))));
        return pointers;
    }

    private static String pointer(String schema, String member) {
        return schema + "/" + PROPERTIES + "/" + member;
    }

    /** Adds the pointers of the members that a value has. */
    void note(JsonNode schema, String pointer, JsonNode value, Set<String> seen) {
        if (schema.has("$ref")) {
            String target = schema.get("$ref").asText().substring(1);
            note(document.at(target), target, value, seen);
            return;
        }
        for (String choices : List.of("allOf", "anyOf")) {
            schema.path(choices).forEach(part -> note(part, "", value, seen));
        }
        schema.path("dependentSchemas").forEach(part -> note(part, "", value, seen));
        JsonNode properties = schema.path(PROPERTIES);
        properties.fieldNames().forEachRemaining(member -> {
            if (value.has(member)) {
                seen.add(pointer(pointer, member));
                note(properties.get(member), "", value.get(member), seen);
            }
        });
        if (schema.path("items").isObject()) {
            value.forEach(item -> note(schema.get("items"), "", item, seen));
        }
        if (schema.path("additionalProperties").isObject()) {
            value.forEach(member -> note(schema.get("additionalProperties"), "", member, seen));
        }
    }
}
