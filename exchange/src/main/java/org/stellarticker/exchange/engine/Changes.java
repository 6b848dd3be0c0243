package org.stellarticker.exchange.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The balances and levels that the current command has changed, each once, in the order of their first change. */
final class Changes {

    private static final int FIRST_CAPACITY = 64;

    private @Nullable AccountEntry[] accounts = new AccountEntry[FIRST_CAPACITY];
    private int[] assets = new int[FIRST_CAPACITY];
    private int balances;
    private @Nullable PriceLevel[] levels = new PriceLevel[FIRST_CAPACITY];
    private int changedLevels;

    void balance(AccountEntry account, int asset) {
        if (!account.changed[asset]) {
            account.changed[asset] = true;
            if (balances == assets.length) {
                accounts = Arrays.copyOf(accounts, 2 * balances);
                assets = Arrays.copyOf(assets, 2 * balances);
            }
            accounts[balances] = account;
            assets[balances++] = asset;
        }
    }

    void level(PriceLevel level) {
        if (!level.changed) {
            level.changed = true;
            if (changedLevels == levels.length) {
                levels = Arrays.copyOf(levels, 2 * changedLevels);
            }
            levels[changedLevels++] = level;
        }
    }

    /** Returns the level of that price which the command took out of the book, so that it is reported once. */
    @Nullable
    PriceLevel takenOut(BookSide side, long price) {
        for (int i = 0; i < changedLevels; i++) {
            PriceLevel level = Objects.requireNonNull(levels[i]);
            if (!level.present && level.side == side && level.price == price) {
                return level;
            }
        }
        return null;
    }

    /** Reports all changes, and forgets them. */
    void report(Events events) {
        for (int i = 0; i < balances; i++) {
            AccountEntry account = Objects.requireNonNull(accounts[i]);
            account.changed[assets[i]] = false;
            events.balance(account, assets[i]);
            accounts[i] = null;
        }
        balances = 0;
        for (int i = 0; i < changedLevels; i++) {
            PriceLevel level = Objects.requireNonNull(levels[i]);
            level.changed = false;
            events.level(level);
            if (!level.present) {
                level.side.recycle(level);
            }
            levels[i] = null;
        }
        changedLevels = 0;
    }
}
