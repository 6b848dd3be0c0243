package org.stellarticker.ingester.toml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The currencies that have a toml of their own, by its URL: {@code toml = "https://…/USD.toml"} in {@code [[CURRENCIES]]}. */
public final class LinkedTomls {

    static final LinkedTomls NONE = new LinkedTomls();

    private final Map<String, TomlSection> currencies = new LinkedHashMap<>();

    /** Adds the file of a URL; a file without a readable currency is ignored. */
    public void add(String url, byte[] file) {
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
