package org.stellarticker.ingester.asset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of a toml, by what is meant: a value of another type than expected is taken for what it says, or counts as
 * untold. Texts are as PostgreSQL can keep them, and no longer than anybody reads.
 */
final class TomlSection {

    /** Longer ones are cut; no file of those who mean it comes near. */
    static final int LONGEST_TEXT = 5_000;

    /** Further entries of a list are left out. */
    static final int MOST_TEXTS = 100;

    /** Digits, also in groups of three as people write them. */
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,40}|[0-9]{1,3}(?:[, _'][0-9]{3}){1,13}");

    private static final int MOST_DIGITS = 40;

    private final Map<?, ?> table;

    TomlSection(Map<?, ?> table) {
        this.table = table;
    }

    /** The section of that name; one without anything in it when there is none. */
    TomlSection section(String name) {
        return sections(name).stream().findFirst().orElseGet(() -> new TomlSection(Map.of()));
    }

    /** All sections of that name, also when a single one is not written as a list. */
    List<TomlSection> sections(String name) {
        return values(name)
                .filter(Map.class::isInstance)
                .map(value -> new TomlSection((Map<?, ?>) value))
                .toList();
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Whether it is told as a number, and not as a text of one. */
    boolean isNumber(String key) {
        return find(key).filter(Number.class::isInstance).isPresent()
                && findNumber(key).isPresent();
    }

    /** Whether it is told as a truth, and not as a text of one. */
    boolean isFlag(String key) {
        return find(key).filter(Boolean.class::isInstance).isPresent();
    }

    /** Empty when it is not told. */
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
                .limit(MOST_TEXTS)
                .toList();
    }

    boolean flag(String key) {
        return text(key).equalsIgnoreCase("true");
    }

    /** Empty when it is not told, or is neither true nor false. */
    Optional<Boolean> findFlag(String key) {
        String text = text(key);
        return text.equalsIgnoreCase("true")
                ? Optional.of(true)
                : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** A whole number of at least 0 and at most so much; 0 when it is not told, or is none. */
    long number(String key, long most) {
        return findNumber(key)
                .filter(number -> number.compareTo(BigInteger.valueOf(most)) <= 0)
                .map(BigInteger::longValueExact)
                .orElse(0L);
    }

    /** A whole number of at least 0, however large; empty when it is not told, or is none. */
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
            return integer.bitLength() <= MOST_DIGITS * 4 ? Optional.of(integer) : Optional.empty();
        }
        if (!(number instanceof BigDecimal decimal) || (long) decimal.precision() - decimal.scale() > MOST_DIGITS) {
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
        // NUL is a character that PostgreSQL has no place for, and half a surrogate pair none that UTF-8 has.
        String text = value.toString().replace("\0", "").strip();
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, cutsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
