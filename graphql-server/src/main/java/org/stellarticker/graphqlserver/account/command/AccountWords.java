package org.stellarticker.graphqlserver.account.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.daemon.settings.SettingsForms;
import org.stellarticker.db.subscription.DeliveryState;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.OperatedSubscriptions;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUps;

/**
 * The words of a command: its name, such as {@code key create}, its options with their values, and what it is about.
 *
 * @param subjects names of accounts and numbers of keys
 */
record AccountWords(String name, Map<String, String> options, List<String> subjects) {

    private static final String SCOPES = "--scopes";
    private static final String QUOTA = "--quota";
    private static final String NAME = "--name";
    private static final String EXPIRES = "--expires";
    private static final String OVERLAP = "--overlap";
    private static final String STELLAR = "--stellar";
    private static final String ACCOUNT = "--account";
    private static final String STATE = "--state";
    private static final String REASON = "--reason";

    /** The commands, each with its options and the number of its subjects. */
    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("create", new Form("NAME", 1, SCOPES, QUOTA, EXPIRES, STELLAR)),
            Map.entry("list", new Form("", 0)),
            Map.entry("disable", new Form("NAME", 1)),
            Map.entry("enable", new Form("NAME", 1)),
            Map.entry("key create", new Form("NAME", 1, NAME, SCOPES, QUOTA, EXPIRES)),
            Map.entry("key list", new Form("NAME", 1)),
            Map.entry("key rotate", new Form("ID", 1, OVERLAP)),
            Map.entry("key revoke", new Form("ID", 1)),
            Map.entry("quota", new Form("ID REQUESTS", 2)),
            Map.entry("invite", new Form("", 0, SCOPES, QUOTA, EXPIRES)),
            Map.entry("subscriptions", new Form("", 0, ACCOUNT)),
            Map.entry("subscription pause", new Form("ID", 1, REASON)),
            Map.entry("subscription resume", new Form("ID", 1)),
            Map.entry("subscription delete", new Form("ID", 1)),
            Map.entry("deliveries", new Form("", 0, ACCOUNT, STATE)),
            Map.entry("audit", new Form("", 0)));

    private static final String EXPECTED =
            "expected create, list, disable, enable, key create, key list, key rotate, key revoke, quota, invite,"
                    + " subscriptions, subscription pause, subscription resume, subscription delete, deliveries or audit";

    /** Thrown for words that are not understood; the message is one line for people. */
    static final class WrongUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    private record Form(String shown, int subjects, List<String> options) {

        Form(String shown, int subjects, String... options) {
            this(shown, subjects, List.of(options));
        }
    }

    static AccountWords read(List<String> words) {
        var rest = new ArrayList<>(words);
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        if ((name.equals("key") || name.equals("subscription")) && !rest.isEmpty()) {
            name += " " + rest.removeFirst();
        }
        Form form = FORMS.get(name);
        if (form == null) {
            throw new WrongUse(EXPECTED + ", found \"" + name + "\"");
        }
        var options = new HashMap<String, String>();
        var subjects = new ArrayList<String>();
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (!word.startsWith("-")) {
                subjects.add(word);
            } else if (!form.options().contains(word)) {
                throw new WrongUse(name + ": expected "
                        + (form.options().isEmpty() ? "no options" : String.join(", ", form.options())) + ", found \""
                        + word + "\"");
            } else if (rest.isEmpty()) {
                throw new WrongUse(word + ": expected a value");
            } else {
                options.put(word, rest.removeFirst());
            }
        }
        if (subjects.size() != form.subjects()) {
            throw new WrongUse(name + ": expected " + (form.shown().isEmpty() ? "nothing more" : form.shown())
                    + ", found \"" + String.join(" ", subjects) + "\"");
        }
        return new AccountWords(name, options, subjects);
    }

    /** Returns the account that the command names. */
    String account() {
        return account(subjects.getFirst());
    }

    /** Returns the account that an option names; empty when it names none. */
    Optional<String> onlyAccount() {
        return Optional.ofNullable(options.get(ACCOUNT)).map(this::account);
    }

    private String account(String found) {
        return Accounts.name(found)
                .orElseThrow(() -> new WrongUse(name + ": expected " + Accounts.NAME + ", found \"" + found + "\""));
    }

    /** Returns the key that the command names by its number. */
    long keyId() {
        return number(subjects.getFirst(), "the number of a key", Long.MAX_VALUE);
    }

    /** Returns the subscription that the command names by its number. */
    long subscriptionId() {
        return number(subjects.getFirst(), "the number of a subscription", Long.MAX_VALUE);
    }

    /** Returns why a subscription is paused; may be empty. */
    String reason() {
        String reason = options.getOrDefault(REASON, "");
        if (reason.length() > OperatedSubscriptions.LONGEST_REASON) {
            throw new WrongUse(REASON + ": expected at most " + OperatedSubscriptions.LONGEST_REASON
                    + " characters, found " + reason.length());
        }
        return reason;
    }

    /** Returns the only state of deliveries that is wanted; empty for any. */
    Optional<DeliveryState> state() {
        return Optional.ofNullable(options.get(STATE))
                .map(word -> DeliveryState.find(word)
                        .orElseThrow(() -> new WrongUse(
                                STATE + ": expected waiting, delivered, dead or streamed, found \"" + word + "\"")));
    }

    /** Returns the quota that is the command's second subject. */
    int newQuota() {
        return quota(subjects.get(1));
    }

    int quota(int usual) {
        return Optional.ofNullable(options.get(QUOTA)).map(this::quota).orElse(usual);
    }

    private int quota(String found) {
        return Math.toIntExact(number(found, "requests a minute", AccountConfig.LARGEST_QUOTA));
    }

    private long number(String found, String what, long most) {
        try {
            long number = Long.parseLong(found);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, as a number out of bounds is.
        }
        throw new WrongUse(name + ": expected " + what + " from 1 to " + most + ", found \"" + found + "\"");
    }

    List<Scope> scopes() {
        return Optional.ofNullable(options.get(SCOPES))
                .map(this::scopes)
                .orElseGet(() -> SignUps.USUAL.stream().sorted().toList());
    }

    private List<Scope> scopes(String found) {
        return Arrays.stream(found.split(",", -1))
                .map(word -> Scope.find(word)
                        .orElseThrow(() -> new WrongUse(SCOPES + ": expected "
                                + String.join(",", Scope.byText().keySet()) + " or some of them, found \"" + word
                                + "\"")))
                .distinct()
                .sorted()
                .toList();
    }

    String keyName(String usual) {
        return options.getOrDefault(NAME, usual);
    }

    /** Returns how long the key or the invite lives; empty when the command does not say. */
    Optional<Duration> life() {
        return duration(EXPIRES);
    }

    Optional<Duration> overlap() {
        return duration(OVERLAP);
    }

    private Optional<Duration> duration(String option) {
        return Optional.ofNullable(options.get(option)).map(found -> {
            try {
                return SettingsForms.duration(found);
            } catch (IllegalArgumentException unreadable) {
                throw new WrongUse(option + ": " + unreadable.getMessage() + ", found \"" + found + "\"");
            }
        });
    }

    Optional<String> stellarAccount() {
        return Optional.ofNullable(options.get(STELLAR));
    }
}
