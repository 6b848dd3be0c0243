package org.stellarticker.graphqlserver.account.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.SignUp;

/** What an operator does by {@code ./ticker account}. */
class AccountJobsIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeEach
    void clear() {
        db.clear();
    }

    private static List<String> run(String words) {
        var jobs = new AccountJobs(new AccountConfig(SignUp.OFF, 600), Clock.systemUTC());
        return db.database().transaction(tx -> jobs.run(tx, AccountWords.read(List.of(words.split(" ", -1)))));
    }

    @Test
    void anAccountIsCreatedWithAKeyThatStandsAlone() {
        List<String> lines = run("create alice --scopes read,crawl:write --quota 50 --expires 90d");
        assertThat(lines.getFirst()).matches("account \\d+ alice");
        assertThat(lines.get(1)).contains("read,crawl:write", "50/min", "until ", "not used");
        assertThat(lines.getLast()).matches("sticker_[0-9A-Za-z]{38}");
        assertThat(run("list")).singleElement().asString().contains("alice", "enabled");
        assertThatThrownBy(() -> run("create alice")).isInstanceOf(ChangeRefused.class);
    }

    @Test
    void keysAreKeptAndEachChangeIsNoted() {
        run("create alice");
        String id = db.rows("select id from api_key").getFirst();
        assertThat(run("quota " + id + " 7")).containsExactly("key " + id + " may make 7 requests a minute");
        assertThat(run("key rotate " + id + " --overlap 2h").getLast()).startsWith("sticker_");
        assertThat(run("key create alice --name bot").get(1)).isEqualTo("shown this once:");
        assertThat(run("key list alice")).hasSize(3).last().asString().contains("7/min", "until ");
        assertThat(run("key revoke " + id)).containsExactly("key " + id + " revoked");
        assertThat(run("disable alice")).containsExactly("account alice disabled");
        assertThat(run("enable alice")).containsExactly("account alice enabled");
        assertThat(run("invite --quota 5").getLast()).startsWith("stinvite_");
        assertThat(run("audit"))
                .hasSize(9)
                .allSatisfy(line -> assertThat(line).contains("\toperator\t"))
                .noneSatisfy(line -> assertThat(line).contains("sticker_"));
    }

    @Test
    void subscriptionsAndDeliveriesOfAllAccountsAreShownStoppedAndDeleted() {
        run("create alice");
        run("create bob");
        db.execute("""
                insert into subscription (account_id, name, type, delivery, url, created_at, changed_at, enabled_at,
                    after_event, revision)
                select id, name, 'gap', 'webhook', 'https://' || name || '.example/', 'epoch', 'epoch', 'epoch', 0, id + 100
                from account;
                insert into delivery (subscription_id, message, type, happened_at, payload, state)
                select id, given.state, 'gap', now(), '{}', given.state
                from subscription, (values ('waiting'), ('dead')) as given (state);
                """);
        assertThat(run("subscriptions")).hasSize(2);
        String line = run("subscriptions --account bob").getFirst();
        assertThat(line).contains("bob\tgap\t-\thttps://bob.example/\tactive\t-\t0 dropped");
        String id = line.split("\t", -1)[0];
        assertThat(run("subscription pause " + id + " --reason floods"))
                .containsExactly("subscription " + id + " paused");
        assertThat(run("subscriptions --account bob").getFirst()).contains("\tpaused by the operator: floods\t");
        assertThat(run("subscription resume " + id)).containsExactly("subscription " + id + " resumed");
        assertThat(db.rows("select enabled_at > '2000-01-01' from subscription where id = " + id))
                .as("an endpoint that was disabled is tried again")
                .containsExactly("t");
        db.execute("update subscription set active = false where id = " + id);
        assertThat(run("subscriptions --account bob").getFirst()).contains("\tpaused by its owner\t");
        assertThat(run("subscription resume " + id))
                .containsExactly("subscription " + id + " may be resumed by its owner, who paused it");
        assertThat(run("deliveries")).hasSize(4);
        assertThat(run("deliveries --account bob --state dead"))
                .singleElement()
                .asString()
                .contains("subscription " + id + "\tgap\t", "\tdead\t0 attempts");
        assertThat(run("subscription delete " + id)).containsExactly("subscription " + id + " deleted");
        assertThat(run("subscriptions")).hasSize(1);
        assertThat(run("deliveries")).hasSize(2);
        assertThat(db.rows("""
                select actor, action, detail from account_audit where subject like 'subscription:%' order by id
                """))
                .containsExactly(
                        "operator\tsubscription.changed\t{\"active\": false, \"reason\": \"floods\"}",
                        "operator\tsubscription.changed\t{\"active\": true}",
                        "operator\tsubscription.changed\t{\"active\": true}",
                        "operator\tsubscription.deleted\t{}");
        assertThatThrownBy(() -> run("subscription pause 99999")).hasMessageContaining("99999");
        assertThatThrownBy(() -> run("deliveries --account nobody")).hasMessageContaining("\"nobody\"");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> run("disable nobody")).hasMessageContaining("\"nobody\"");
        assertThatThrownBy(() -> run("key revoke 99")).hasMessageContaining("99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop | expected create",
                "create | expected NAME",
                "create Alice | lower-case",
                "create alice bob | expected NAME",
                "create alice --scopes all | --scopes",
                "create alice --quota 0 | requests a minute",
                "create alice --expires soon | --expires",
                "create alice --quota | expected a value",
                "list --all | expected no options",
                "key | expected create",
                "key revoke x | number of a key",
                "subscription | expected create",
                "subscription pause x | number of a subscription",
                "deliveries --state lost | expected waiting",
            })
    void wordsThatAreNotUnderstoodAreNamed(String words, String message) {
        assertThatThrownBy(() -> run(words))
                .isInstanceOf(AccountWords.WrongUse.class)
                .hasMessageContaining(message);
        assertThat(db.rows("select count(*) from account")).containsExactly("0");
    }
}
