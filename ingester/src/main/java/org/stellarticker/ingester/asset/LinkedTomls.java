package org.stellarticker.ingester.asset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Currencies that have a toml of their own, by its address: {@code toml = "https://…/USD.toml"} in a {@code [[CURRENCIES]]}. */
final class LinkedTomls {

    static final LinkedTomls NONE = new LinkedTomls();

    private final Map<String, TomlSection> currencies = new LinkedHashMap<>();

    /** @param file of that address; left out when no currency can be read in it */
    void add(String url, byte[] file) {
        var whole = new TomlSection(TolerantToml.read(file).root());
        TomlSection currency = whole.sections("CURRENCIES").stream().findFirst().orElse(whole);
        if (!currency.text("code").isEmpty() || !currency.text("code_template").isEmpty()) {
            currencies.put(url, currency);
        }
    }

    Optional<TomlSection> find(String url) {
        return Optional.ofNullable(currencies.get(url));
    }
}
