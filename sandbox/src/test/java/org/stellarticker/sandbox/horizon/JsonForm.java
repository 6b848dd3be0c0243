package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Holds one JSON document against another: names, their order, nesting, types, and the form of texts. */
final class JsonForm {

    /** The forms that Horizon's texts have; the first that fits counts. */
    private enum Text {
        EMPTY(""),
        DECIMAL("[0-9]+\\.[0-9]{7}"),
        INTEGER("[0-9]+"),
        TIME("[0-9-]{10}T[0-9:]{8}Z"),
        HASH("[0-9a-f]{64}"),
        ADDRESS("G[A-Z2-7]{55}"),
        ASSET("[A-Za-z0-9]{1,12}_G[A-Z2-7]{55}_credit_alphanum(4|12)"),
        LINK("https?://.*"),
        OTHER(".*");

        private final String pattern;

        Text(String pattern) {
            this.pattern = pattern;
        }

        static Text of(String text) {
            for (Text form : values()) {
                if (text.matches(form.pattern)) {
                    return form;
                }
            }
            throw new AssertionError(text);
        }
    }

    /** A code may look like anything, and some assets have no toml. */
    private static final Pattern FREE = Pattern.compile(".*/(asset_code|toml/href)");

    private JsonForm() {}

    static void assertSame(JsonNode expected, JsonNode found) {
        assertSame("", expected, found);
    }

    private static void assertSame(String path, JsonNode expected, JsonNode found) {
        assertThat(found.getNodeType()).as(path).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            assertThat(names(found)).as(path).isEqualTo(names(expected));
            names(expected).forEach(name -> assertSame(path + "/" + name, expected.get(name), found.get(name)));
        } else if (expected.isArray()) {
            assertThat(found.isEmpty()).as(path).isEqualTo(expected.isEmpty());
            for (int i = 0; i < found.size(); i++) {
                assertSame(path + "/" + i, expected.get(Math.min(i, expected.size() - 1)), found.get(i));
            }
        } else if (expected.isTextual() && !FREE.matcher(path).matches()) {
            assertThat(Text.of(found.textValue())).as(path).isEqualTo(Text.of(expected.textValue()));
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        // Only assets that have a contract show it.
        names.remove("contract_id");
        return names;
    }
}
