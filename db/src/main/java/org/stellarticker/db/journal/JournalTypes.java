package org.stellarticker.db.journal;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of entries, as the setting {@code JOURNAL_TYPES} names them: {@code TYPE=DAYSd/ENTRIES}, separated by commas; the
 * type {@code *} stands for all others, and without it no other is taken.
 *
 * @param types by their names, in the order of the setting
 */
public record JournalTypes(Map<String, JournalType> types) {

    /** The name that stands for all types that are not named. */
    public static final String OTHERS = "*";

    /** The setting's default. */
    public static final String USUAL = "*=30d/20000";

    /** What a type's name is expected to be. */
    public static final String NAME = "a type of 1 to 60 lower-case letters, digits, hyphens, underscores and points";

    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
    private static final Pattern FORM =
            Pattern.compile("(\\*|[a-z0-9][a-z0-9._-]{0,59})=([1-9][0-9]{0,3})d/([1-9][0-9]{0,7})");

    public JournalTypes {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException when it has another form, or names a type twice
     */
    public static JournalTypes parse(String text) {
        var types = new LinkedHashMap<String, JournalType>();
        for (String part : text.split(",", -1)) {
            Matcher found = FORM.matcher(part.strip());
            if (!found.matches() || types.containsKey(found.group(1))) {
                throw new IllegalArgumentException(
                        "expected types as TYPE=DAYSd/ENTRIES, each once, separated by commas, such as metadata=90d/5000,"
                                + USUAL);
            }
            var type = new JournalType(
                    found.group(1), Duration.ofDays(Long.parseLong(found.group(2))), Integer.parseInt(found.group(3)));
            types.put(type.name(), type);
        }
        return new JournalTypes(types);
    }

    /** Returns a text that may be a type's name; empty when it may not. */
    public static Optional<String> name(String text) {
        return Optional.of(text).filter(found -> NAMES.matcher(found).matches());
    }

    /** Returns the bounds of a type; empty when entries of it are not taken. */
    public Optional<JournalType> find(String name) {
        JournalType named = types.get(name);
        JournalType others = types.get(OTHERS);
        return named != null
                ? Optional.of(named)
                : Optional.ofNullable(others).map(all -> new JournalType(name, all.life(), all.entries()));
    }

    /** Returns the names of the types in the order of the setting. */
    public List<String> names() {
        return List.copyOf(types.keySet());
    }
}
