package org.stellarticker.exchange.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;

/**
 * Who has what, by double entry: each amount that one account gains another loses, so that the sum over all accounts,
 * the fees and the bank, which gives the play money and so is below 0, is always 0.
 */
final class Accounts {

    /** What a new account is given of each asset, in stroops: one million. */
    static final long PLAY_MONEY = 10_000_000_000_000L;

    private static final int FIRST_CAPACITY = 1_024;

    final List<Asset> assets;
    final long[] bank;
    final long[] fees;
    private final Changes changes;
    private final Map<String, AccountEntry> bySubject = new HashMap<>();
    /** The account of number n is at n; nothing is at 0. */
    private @Nullable AccountEntry[] byNumber = new AccountEntry[FIRST_CAPACITY];

    private int count;

    Accounts(List<Asset> assets, Changes changes) {
        this.assets = List.copyOf(assets);
        this.changes = changes;
        this.bank = new long[assets.size()];
        this.fees = new long[assets.size()];
    }

    int count() {
        return count;
    }

    @Nullable
    AccountEntry find(long number) {
        return number > 0 && number <= count ? byNumber[(int) number] : null;
    }

    AccountEntry get(int number) {
        return Objects.requireNonNull(byNumber[number]);
    }

    @Nullable
    AccountEntry find(String subject) {
        return bySubject.get(subject);
    }

    /** Opens an account that has nothing yet. */
    AccountEntry add(String subject) {
        count++;
        if (count == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, 2 * count);
        }
        var account = new AccountEntry(count, subject, assets.size());
        byNumber[count] = account;
        bySubject.put(subject, account);
        return account;
    }

    void givePlayMoney(AccountEntry account) {
        for (int asset = 0; asset < bank.length; asset++) {
            bank[asset] -= PLAY_MONEY;
            change(account, asset, PLAY_MONEY);
        }
    }

    /** Sets more aside, or less when it is negative. */
    void hold(AccountEntry account, int asset, long amount) {
        if (amount != 0) {
            account.held[asset] += amount;
            changes.balance(account, asset);
        }
    }

    /** Moves an amount from one account to another, less a fee that the receiver pays. */
    void move(AccountEntry from, AccountEntry to, int asset, long amount, long fee) {
        change(from, asset, -amount);
        change(to, asset, amount - fee);
        fees[asset] += fee;
    }

    private void change(AccountEntry account, int asset, long amount) {
        if (amount != 0) {
            account.total[asset] += amount;
            changes.balance(account, asset);
        }
    }

    /** Returns the sum of all that is there of an asset; it is 0. */
    long sum(int asset) {
        long sum = Math.addExact(bank[asset], fees[asset]);
        for (int number = 1; number <= count; number++) {
            sum = Math.addExact(sum, get(number).total[asset]);
        }
        return sum;
    }
}
