package org.stellarticker.ingester.asset;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.ingester.asset.ReadingFault.Kind;

/** What is good TOML in a stellar.toml, and yet not what SEP-1 asks for. */
final class MeaningFaults {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Further currencies are read, but no faults of theirs are told. */
    private static final int MOST_CURRENCIES = 100;

    private MeaningFaults() {}

    static List<ReadingFault> of(TomlSection toml) {
        var faults = new ArrayList<ReadingFault>();
        toml.sections("CURRENCIES").stream().limit(MOST_CURRENCIES).forEach(currency -> check(currency, faults));
        return faults;
    }

    private static void check(TomlSection currency, List<ReadingFault> faults) {
        boolean linked = !currency.text("toml").isEmpty();
        boolean coded = !currency.text("code").isEmpty()
                || !currency.text("code_template").isEmpty();
        if (!coded && !linked) {
            faults.add(new ReadingFault(0, Kind.NO_CODE, currency.text("name")));
        }
        boolean issued =
                !currency.text("issuer").isEmpty() || !currency.text("contract").isEmpty();
        if (!issued && !linked && !currency.text("code").equals("XLM")) {
            faults.add(new ReadingFault(0, Kind.NO_ISSUER, currency.text("code")));
        }
        for (String key : List.of("display_decimals", "fixed_number", "max_number")) {
            checkNumber(currency, key, faults);
        }
        for (String key : List.of("is_unlimited", "is_asset_anchored", "regulated")) {
            if (currency.tells(key) && !currency.isFlag(key)) {
                faults.add(new ReadingFault(0, Kind.WRONG_KIND, key));
            }
        }
    }

    private static void checkNumber(TomlSection currency, String key, List<ReadingFault> faults) {
        var number = currency.findNumber(key);
        if (number.isPresent() && number.get().compareTo(LARGEST) > 0) {
            faults.add(new ReadingFault(0, Kind.NUMBER_TOO_LARGE, key));
        } else if (currency.tells(key) && !currency.isNumber(key)) {
            faults.add(new ReadingFault(0, Kind.WRONG_KIND, key));
        }
    }
}
