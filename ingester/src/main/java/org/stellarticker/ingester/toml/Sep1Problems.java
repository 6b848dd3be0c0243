package org.stellarticker.ingester.toml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.ingester.toml.TomlProblem.Kind;

/** Finds entries of a stellar.toml that are valid TOML but violate SEP-1. */
final class Sep1Problems {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Currencies beyond this number are read, but not checked. */
    private static final int MAX_CURRENCIES = 100;

    private Sep1Problems() {}

    static List<TomlProblem> of(TomlSection toml) {
        var problems = new ArrayList<TomlProblem>();
        toml.sections("CURRENCIES").stream().limit(MAX_CURRENCIES).forEach(currency -> check(currency, problems));
        return problems;
    }

    private static void check(TomlSection currency, List<TomlProblem> problems) {
        boolean linked = !currency.text("toml").isEmpty();
        boolean coded = !currency.text("code").isEmpty()
                || !currency.text("code_template").isEmpty();
        if (!coded && !linked) {
            problems.add(new TomlProblem(0, Kind.NO_CODE, currency.text("name")));
        }
        boolean issued =
                !currency.text("issuer").isEmpty() || !currency.text("contract").isEmpty();
        if (!issued && !linked && !currency.text("code").equals("XLM")) {
            problems.add(new TomlProblem(0, Kind.NO_ISSUER, currency.text("code")));
        }
        for (String key : List.of("display_decimals", "fixed_number", "max_number")) {
            checkNumber(currency, key, problems);
        }
        for (String key : List.of("is_unlimited", "is_asset_anchored", "regulated")) {
            if (currency.has(key) && !currency.isFlag(key)) {
                problems.add(new TomlProblem(0, Kind.WRONG_KIND, key));
            }
        }
    }

    private static void checkNumber(TomlSection currency, String key, List<TomlProblem> problems) {
        var number = currency.findNumber(key);
        if (number.isPresent() && number.get().compareTo(LARGEST) > 0) {
            problems.add(new TomlProblem(0, Kind.NUMBER_TOO_LARGE, key));
        } else if (currency.has(key) && !currency.isNumber(key)) {
            problems.add(new TomlProblem(0, Kind.WRONG_KIND, key));
        }
    }
}
