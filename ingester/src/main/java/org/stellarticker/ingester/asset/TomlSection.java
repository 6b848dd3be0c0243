package org.stellarticker.ingester.asset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A table of a toml, by what is meant: a value of another type than expected is taken for what it says, or counts as
 * untold. Texts are as PostgreSQL can keep them, and no longer than anybody reads.
 */
final class TomlSection {

    /** Longer ones are cut; no file of those who mean it comes near. */
    static final int LONGEST_TEXT = 5_000;

    /** Further entries of a list are left out. */
    static final int MOST_TEXTS = 100;

    private final @Nullable TomlTable table;

    TomlSection(@Nullable TomlTable table) {
        this.table = table;
    }

    /** The section of that name; one without anything in it when there is none. */
    TomlSection section(String name) {
        return sections(name).stream().findFirst().orElseGet(() -> new TomlSection(null));
    }

    /** All sections of that name, also when a single one is not written as a list. */
    List<TomlSection> sections(String name) {
        return values(name)
                .filter(TomlTable.class::isInstance)
                .map(value -> new TomlSection((TomlTable) value))
                .toList();
    }

    /** Empty when it is not told. */
    String text(String key) {
        return find(key)
                .filter(value -> !(value instanceof TomlTable) && !(value instanceof TomlArray))
                .map(TomlSection::clean)
                .orElse("");
    }

    List<String> texts(String key) {
        return values(key)
                .filter(String.class::isInstance)
                .map(TomlSection::clean)
                .filter(text -> !text.isEmpty())
                .limit(MOST_TEXTS)
                .toList();
    }

    boolean flag(String key) {
        return text(key).equalsIgnoreCase("true");
    }

    /** A whole number of at least 0 and at most so much; 0 when it is not told, or is none. */
    long number(String key, long most) {
        Optional<Object> value = find(key);
        long number = 0;
        if (value.isPresent() && value.get() instanceof Long told) {
            number = told;
        } else if (value.isPresent() && value.get() instanceof Double told && told == Math.rint(told)) {
            number = told.longValue();
        } else if (value.isPresent()
                && value.get() instanceof String told
                && told.strip().matches("[0-9]{1,18}")) {
            number = Long.parseLong(told.strip());
        }
        return number >= 0 && number <= most ? number : 0;
    }

    private Stream<Object> values(String key) {
        return find(key).stream()
                .flatMap(value -> value instanceof TomlArray list ? list.toList().stream() : Stream.of(value));
    }

    private Optional<Object> find(String key) {
        if (table == null) {
            return Optional.empty();
        }
        @Nullable Object exact = table.get(List.of(key));
        return exact != null
                ? Optional.of(exact)
                : table.keySet().stream()
                        .filter(key::equalsIgnoreCase)
                        .findFirst()
                        .map(other -> table.get(List.of(other)));
    }

    private static String clean(Object value) {
        // NUL is a character that PostgreSQL has no place for, and half a surrogate pair none that UTF-8 has.
        String text = value.toString().replace("\0", "").strip();
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, cutsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
