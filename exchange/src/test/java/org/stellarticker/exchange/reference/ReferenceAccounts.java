package org.stellarticker.exchange.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;

/** Who has what. */
final class ReferenceAccounts {

    static final long PLAY_MONEY = 10_000_000_000_000L;

    /** A balance that changed. */
    record Key(int account, int asset) {}

    final List<Asset> assets;
    final List<String> subjects = new ArrayList<>();
    final List<long[]> totals = new ArrayList<>();
    final List<long[]> helds = new ArrayList<>();
    final long[] fees;
    final Set<Key> changed = new LinkedHashSet<>();

    ReferenceAccounts(List<Asset> assets) {
        this.assets = assets;
        this.fees = new long[assets.size()];
    }

    boolean has(long account) {
        return account >= 1 && account <= subjects.size();
    }

    int open(String subject) {
        subjects.add(subject);
        totals.add(new long[assets.size()]);
        helds.add(new long[assets.size()]);
        int account = subjects.size();
        for (int asset = 0; asset < assets.size(); asset++) {
            add(account, asset, PLAY_MONEY);
        }
        return account;
    }

    long total(long account, int asset) {
        return totals.get((int) account - 1)[asset];
    }

    long held(long account, int asset) {
        return helds.get((int) account - 1)[asset];
    }

    long available(long account, int asset) {
        return total(account, asset) - held(account, asset);
    }

    void add(long account, int asset, long amount) {
        totals.get((int) account - 1)[asset] += amount;
        note(account, asset, amount);
    }

    void hold(long account, int asset, long amount) {
        helds.get((int) account - 1)[asset] += amount;
        note(account, asset, amount);
    }

    private void note(long account, int asset, long amount) {
        if (amount != 0) {
            changed.add(new Key((int) account, asset));
        }
    }

    Optional<Account> value(long account, int openOrders) {
        if (!has(account)) {
            return Optional.empty();
        }
        var balances = new ArrayList<Balance>();
        for (int asset = 0; asset < assets.size(); asset++) {
            balances.add(new Balance(assets.get(asset), total(account, asset), held(account, asset)));
        }
        return Optional.of(new Account(account, subjects.get((int) account - 1), balances, openOrders));
    }
}
