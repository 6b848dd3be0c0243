package org.stellarticker.ingester.toml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of a toml with lenient types: a value of another type than expected is converted where its meaning is clear, and counts as
 * missing otherwise. Texts have no characters that PostgreSQL cannot store, and a bounded length.
 */
final class TomlSection {

    /** Longer texts are truncated; texts of real files are far shorter. */
    static final int MAX_TEXT_LENGTH = 5_000;

    /** Further entries of a list are ignored. */
    static final int MAX_TEXTS = 100;

    /** Digits, also in groups of three. */
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,40}|[0-9]{1,3}(?:[, _'][0-9]{3}){1,13}");

    private static final int MAX_DIGITS = 40;

    private final Map<?, ?> table;

    TomlSection(Map<?, ?> table) {
        this.table = table;
    }

    /** Returns the section of a name; an empty one when there is none. */
    TomlSection section(String name) {
        return sections(name).stream().findFirst().orElseGet(() -> new TomlSection(Map.of()));
    }

    /** Returns all sections of a name, also a single one that is not written as a list. */
    List<TomlSection> sections(String name) {
        return values(name)
                .filter(Map.class::isInstance)
                .map(value -> new TomlSection((Map<?, ?>) value))
                .toList();
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Returns whether the value is a number, and not a text with digits. */
    boolean isNumber(String key) {
        return find(key).filter(Number.class::isInstance).isPresent()
                && findNumber(key).isPresent();
    }

    /** Returns whether the value is a boolean, and not a text such as {@code "true"}. */
    boolean isFlag(String key) {
        return find(key).filter(Boolean.class::isInstance).isPresent();
    }

    /** Returns the text of a key; empty when it is missing. */
    String text(String key) {
        return find(key)
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(TomlSection::clean)
                .orElse("");
    }

    List<String> texts(String key) {
        return values(key)
                .filter(String.class::isInstance)
                .map(TomlSection::clean)
                .filter(text -> !text.isEmpty())
                .limit(MAX_TEXTS)
                .toList();
    }

    boolean flag(String key) {
        return text(key).equalsIgnoreCase("true");
    }

    /** Returns the boolean of a key; empty when it is missing or is neither true nor false. */
    Optional<Boolean> findFlag(String key) {
        String text = text(key);
        return text.equalsIgnoreCase("true")
                ? Optional.of(true)
                : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** Returns a whole number from 0 to a maximum; 0 when it is missing or is not such a number. */
    long number(String key, long most) {
        return findNumber(key)
                .filter(number -> number.compareTo(BigInteger.valueOf(most)) <= 0)
                .map(BigInteger::longValueExact)
                .orElse(0L);
    }

    /** Returns a whole number of at least 0, however large; empty when it is missing or is not such a number. */
    Optional<BigInteger> findNumber(String key) {
        Optional<Object> value = find(key);
        if (value.isPresent() && value.get() instanceof String raw) {
            String text = raw.strip();
            return WHOLE.matcher(text).matches()
                    ? Optional.of(new BigInteger(text.replaceAll("[^0-9]", "")))
                    : Optional.empty();
        }
        return value.flatMap(TomlSection::whole).filter(number -> number.signum() >= 0);
    }

    private static Optional<BigInteger> whole(Object number) {
        if (number instanceof BigInteger integer) {
            return integer.bitLength() <= MAX_DIGITS * 4 ? Optional.of(integer) : Optional.empty();
        }
        if (!(number instanceof BigDecimal decimal) || (long) decimal.precision() - decimal.scale() > MAX_DIGITS) {
            return Optional.empty();
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() <= 0 ? Optional.of(stripped.toBigIntegerExact()) : Optional.empty();
    }

    private Stream<Object> values(String key) {
        return find(key).stream()
                .flatMap(value ->
                        value instanceof List<?> list ? list.stream().map(Object.class::cast) : Stream.of(value));
    }

    private Optional<Object> find(String key) {
        @Nullable Object exact = table.get(key);
        return exact != null
                ? Optional.of(exact)
                : table.entrySet().stream()
                        .filter(entry -> key.equalsIgnoreCase(String.valueOf(entry.getKey())))
                        .findFirst()
                        .map(Map.Entry::getValue);
    }

    private static String clean(Object value) {
        // PostgreSQL cannot store NUL, and UTF-8 cannot encode half a surrogate pair.
        String text = value.toString().replace("\0", "").strip();
        if (text.length() <= MAX_TEXT_LENGTH) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT_LENGTH - 1));
        return text.substring(0, splitsPair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
    }
}
