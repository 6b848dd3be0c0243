package org.stellarticker.ingester.asset;

/** What a domain gives when it is asked for its toml. */
sealed interface TomlAnswer {

    @SuppressWarnings("ArrayRecordComponent") // Read once, by a parser; never compared.
    record File(byte[] bytes, CacheValidators validators) implements TomlAnswer {}

    /** It is still the edition that we have. */
    record Unchanged() implements TomlAnswer {}
}
