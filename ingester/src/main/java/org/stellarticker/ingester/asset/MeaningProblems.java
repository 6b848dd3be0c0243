package org.stellarticker.ingester.asset;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.ingester.asset.TomlProblem.Kind;

/** What is good TOML in a stellar.toml, and yet not what SEP-1 asks for. */
final class MeaningProblems {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Further currencies are read, but no faults of theirs are told. */
    private static final int MOST_CURRENCIES = 100;

    private MeaningProblems() {}

    static List<TomlProblem> of(TomlSection toml) {
        var faults = new ArrayList<TomlProblem>();
        toml.sections("CURRENCIES").stream().limit(MOST_CURRENCIES).forEach(currency -> check(currency, faults));
        return faults;
    }

    private static void check(TomlSection currency, List<TomlProblem> faults) {
        boolean linked = !currency.text("toml").isEmpty();
        boolean coded = !currency.text("code").isEmpty()
                || !currency.text("code_template").isEmpty();
        if (!coded && !linked) {
            faults.add(new TomlProblem(0, Kind.NO_CODE, currency.text("name")));
        }
        boolean issued =
                !currency.text("issuer").isEmpty() || !currency.text("contract").isEmpty();
        if (!issued && !linked && !currency.text("code").equals("XLM")) {
            faults.add(new TomlProblem(0, Kind.NO_ISSUER, currency.text("code")));
        }
        for (String key : List.of("display_decimals", "fixed_number", "max_number")) {
            checkNumber(currency, key, faults);
        }
        for (String key : List.of("is_unlimited", "is_asset_anchored", "regulated")) {
            if (currency.has(key) && !currency.isFlag(key)) {
                faults.add(new TomlProblem(0, Kind.WRONG_KIND, key));
            }
        }
    }

    private static void checkNumber(TomlSection currency, String key, List<TomlProblem> faults) {
        var number = currency.findNumber(key);
        if (number.isPresent() && number.get().compareTo(LARGEST) > 0) {
            faults.add(new TomlProblem(0, Kind.NUMBER_TOO_LARGE, key));
        } else if (currency.has(key) && !currency.isNumber(key)) {
            faults.add(new TomlProblem(0, Kind.WRONG_KIND, key));
        }
    }
}
