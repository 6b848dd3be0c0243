package org.stellarticker.sandbox.market;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.network.StrKey;

/**
 * The trading accounts: some with offers in the book, many that take them, and a few that keep pools at the market's
 * price.
 */
public final class Accounts {

    private final List<AccountId> makers = named("maker", 80);
    private final List<AccountId> takers = named("taker", 600);
    private final List<AccountId> arbitrageurs = named("arbitrageur", 6);

    private static List<AccountId> named(String role, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> named(role + " " + number))
                .toList();
    }

    /** Returns the account of a name, the same for every seed. */
    public static AccountId named(String name) {
        byte[] text = ("Stellar Ticker Sandbox, " + name).getBytes(StandardCharsets.UTF_8);
        return new AccountId(StrKey.account(PoolIds.sha256(text)));
    }

    AccountId maker(Dice dice) {
        return makers.get(dice.below(makers.size()));
    }

    AccountId taker(Dice dice) {
        return takers.get(dice.below(takers.size()));
    }

    AccountId arbitrageur(Dice dice) {
        return arbitrageurs.get(dice.below(arbitrageurs.size()));
    }
}
