package org.stellarticker.db.work;

import java.time.Instant;
import java.util.function.Function;

/**
 * A kind of work in the retry queue, with the type of its keys.
 *
 * @param <K> what a task of this kind is about
 */
public final class RetryKind<K> {

    /** Hours whose trades the audit reads again; the key is the begin of the hour (UTC). */
    public static final RetryKind<Instant> AUDIT_HOUR =
            new RetryKind<>("audit_hour", Instant::toString, Instant::parse);

    /** Markets whose candles are fetched from Horizon; the key is the id of the trade pair. */
    public static final RetryKind<Integer> HORIZON_CANDLES =
            new RetryKind<>("horizon_candles", String::valueOf, Integer::valueOf);

    private final String word;
    private final Function<K, String> format;
    private final Function<String, K> parse;

    RetryKind(String word, Function<K, String> format, Function<String, K> parse) {
        this.word = word;
        this.format = format;
        this.parse = parse;
    }

    /** Returns the name of the kind in the database. */
    public String word() {
        return word;
    }

    String format(K key) {
        return format.apply(key);
    }

    K parse(String key) {
        return parse.apply(key);
    }
}
