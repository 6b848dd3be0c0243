package org.stellarticker.graphqlserver.account.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.account.AccountAuditStore;
import org.stellarticker.db.account.AccountRow;
import org.stellarticker.db.account.AccountStore;
import org.stellarticker.db.account.ApiKeyRow;
import org.stellarticker.db.account.ApiKeyStore;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.Keys;

/** Does what a command asks for in one transaction, and returns the lines to be shown. Columns are separated by tabs. */
final class AccountJobs {

    static final int MOST_SHOWN = 1000;
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration INVITE_LIFE = Duration.ofDays(7);

    private final AccountConfig config;
    private final Clock clock;
    private final Accounts accounts;
    private final Keys keys;
    private final AccountStore accountRows = new AccountStore();
    private final ApiKeyStore keyRows = new ApiKeyStore();

    AccountJobs(AccountConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.accounts = new Accounts(clock);
        this.keys = new Keys(clock);
    }

    List<String> run(Transaction tx, AccountWords words) {
        return switch (words.name()) {
            case "create" -> create(tx, words);
            case "list" -> list(tx);
            case "disable" -> setDisabled(tx, words, /* disabled= */ true);
            case "enable" -> setDisabled(tx, words, /* disabled= */ false);
            case "key create" ->
                issued(keys.create(
                        tx,
                        AccountAudit.OPERATOR,
                        account(tx, words).id(),
                        wanted(words, words.keyName("by operator"))));
            case "key list" ->
                keyRows.listOfAccount(tx, account(tx, words).id()).stream()
                        .map(this::line)
                        .toList();
            case "key rotate" ->
                issued(keys.rotate(
                        tx,
                        AccountAudit.OPERATOR,
                        key(tx, words),
                        words.overlap().orElse(USUAL_OVERLAP)));
            case "key revoke" -> revoke(tx, words);
            case "quota" -> quota(tx, words);
            case "invite" -> invite(tx, words);
            case "audit" -> audit(tx);
            default -> new SubscriptionJobs(clock).run(tx, words);
        };
    }

    private List<String> create(Transaction tx, AccountWords words) {
        AccountRow account = accounts.create(tx, AccountAudit.OPERATOR, words.account(), words.stellarAccount());
        var lines = new ArrayList<String>();
        lines.add("account " + account.id() + " " + account.name());
        lines.addAll(
                issued(keys.create(tx, AccountAudit.OPERATOR, account.id(), wanted(words, words.keyName("first")))));
        return lines;
    }

    private Keys.Wanted wanted(AccountWords words, String name) {
        return new Keys.Wanted(
                name,
                words.scopes(),
                words.quota(config.quotaPerMinute()),
                words.life().map(life -> clock.instant().plus(life)));
    }

    /** The text stands alone in its line, so that a script can take it. */
    private List<String> issued(Keys.Issued issued) {
        return List.of("key " + line(issued.key()), "shown this once:", issued.text());
    }

    private AccountRow account(Transaction tx, AccountWords words) {
        return accountRows
                .findByName(tx, words.account())
                .orElseThrow(() -> new ChangeRefused(
                        404, "expected an account, found none of the name \"" + words.account() + "\""));
    }

    private ApiKeyRow key(Transaction tx, AccountWords words) {
        return keyRows.find(tx, words.keyId())
                .orElseThrow(
                        () -> new ChangeRefused(404, "expected a key, found none with the number " + words.keyId()));
    }

    private List<String> list(Transaction tx) {
        return accountRows.list(tx, 0, MOST_SHOWN).stream()
                .map(account -> columns(
                        String.valueOf(account.id()),
                        account.name(),
                        account.stellarAccount().orElse("-"),
                        account.disabledAt().map(at -> "disabled " + at).orElse("enabled")))
                .toList();
    }

    private List<String> setDisabled(Transaction tx, AccountWords words, boolean disabled) {
        AccountRow account = account(tx, words);
        accounts.setDisabled(tx, AccountAudit.OPERATOR, account.id(), disabled);
        return List.of("account " + account.name() + (disabled ? " disabled" : " enabled"));
    }

    private List<String> revoke(Transaction tx, AccountWords words) {
        ApiKeyRow key = key(tx, words);
        keys.revoke(tx, AccountAudit.OPERATOR, key.id());
        return List.of("key " + key.id() + " revoked");
    }

    private List<String> quota(Transaction tx, AccountWords words) {
        ApiKeyRow key = key(tx, words);
        keys.setQuota(tx, AccountAudit.OPERATOR, key, words.newQuota());
        return List.of("key " + key.id() + " may make " + words.newQuota() + " requests a minute");
    }

    private List<String> invite(Transaction tx, AccountWords words) {
        Accounts.NewInvite made = accounts.invite(
                tx,
                AccountAudit.OPERATOR,
                words.scopes(),
                words.quota(config.quotaPerMinute()),
                words.life().orElse(INVITE_LIFE));
        return List.of("invite until " + made.invite().expiresAt(), "shown this once:", made.text());
    }

    private static List<String> audit(Transaction tx) {
        return new AccountAuditStore()
                .list(tx, Long.MAX_VALUE, Optional.empty(), MOST_SHOWN).stream()
                        .map(row ->
                                columns(row.at().toString(), row.actor(), row.action(), row.subject(), row.detail()))
                        .toList();
    }

    private String line(ApiKeyRow key) {
        Instant now = clock.instant();
        return columns(
                String.valueOf(key.id()),
                key.prefix(),
                key.name(),
                String.join(",", key.scopes()),
                key.quotaPerMinute() + "/min",
                key.isActive(now)
                        ? key.expiresAt().map(end -> "until " + end).orElse("no end")
                        : key.revokedAt().map(at -> "revoked " + at).orElse("expired"),
                key.lastUsedAt().map(at -> "used " + at).orElse("not used"));
    }

    static String columns(String... values) {
        return String.join("\t", values);
    }
}
