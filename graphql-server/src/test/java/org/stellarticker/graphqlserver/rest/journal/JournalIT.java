package org.stellarticker.graphqlserver.rest.journal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.journal.JournalBounds;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.journal.NewEntry;
import org.stellarticker.graphqlserver.account.AccountAudit;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Accounts;
import org.stellarticker.graphqlserver.account.ChangeRefused;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Node;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.graphqlserver.account.SignUp;
import org.stellarticker.http.TestApi;

/** Crawlers add entries, and others read them. */
class JournalIT {

    private static final String JOURNAL = "/api/v1/journal";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final Clock clock = Clock.systemUTC();
    private Node node;
    private String writer = "";
    private String reader = "";

    @BeforeEach
    void start() throws Exception {
        db.clear();
        writer = key("crawler", Scope.CRAWL_WRITE);
        reader = key("reader", Scope.CRAWL_READ);
        node = Node.start(folder, db.database(), new AccountConfig(SignUp.OFF, 600), clock);
    }

    @AfterEach
    void end() throws Exception {
        node.close();
    }

    private String key(String account, Scope scope) {
        return db.database().transaction(tx -> {
            var created = new Accounts(clock).create(tx, AccountAudit.OPERATOR, account, Optional.empty());
            return new Keys(clock)
                    .create(
                            tx,
                            AccountAudit.OPERATOR,
                            created.id(),
                            new Keys.Wanted("k", Set.of(scope), 1000, Optional.empty()))
                    .text();
        });
    }

    private static String entry(String id, String type, String tag, String more) {
        return "{\"id\": \"" + id + "\", \"type\": \"" + type + "\", \"tags\": [\"" + tag
                + "\", \"all\"], \"body\": {\"of\": \"" + id + "\"}" + more + "}";
    }

    private Node.Answer add(String... entries) throws Exception {
        return node.post(JOURNAL, writer, "{\"entries\": [" + String.join(", ", entries) + "]}");
    }

    private List<String> ids(String query) throws Exception {
        var answer = node.get(JOURNAL + query, reader);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return TestApi.texts(answer.json().get("items"), "id");
    }

    @Test
    void entriesAreFoundByTagTypeAndTime() throws Exception {
        var added = add(
                entry("1", "metadata", "USDC:G1", ", \"time\": \"2026-01-01T00:00:00Z\""),
                entry("2", "news", "USDC:G1", ", \"time\": \"2026-02-01T00:00:00Z\", \"ttl\": \"2h\""),
                entry("3", "news", "native", ", \"time\": \"2026-03-01T00:00:00Z\""));
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        assertThat(added.json().toString()).isEqualTo("{\"stored\":3,\"known\":0}");
        assertThat(ids("")).containsExactly("3", "2", "1");
        assertThat(ids("?tag=USDC:G1")).containsExactly("2", "1");
        assertThat(ids("?type=news")).containsExactly("3", "2");
        assertThat(ids("?tag=USDC:G1&type=news")).containsExactly("2");
        assertThat(ids("?from=2026-01-15T00:00:00Z&to=2026-03-01T00:00:00Z")).containsExactly("2");
        var first = node.get(JOURNAL + "?limit=2", reader).json();
        assertThat(ids("?limit=2&cursor=" + first.get("next_cursor").asText())).containsExactly("1");
        var one = node.get(JOURNAL + "?type=metadata", reader).json().at("/items/0");
        assertThat(one.at("/body/of").asText()).isEqualTo("1");
        assertThat(one.get("account").asText()).isEqualTo("crawler");
    }

    @Test
    void anEntryThatComesAgainIsNotStoredTwice() throws Exception {
        add(entry("1", "news", "a", ""));
        var again = add(entry("1", "news", "b", ""), entry("2", "news", "b", ""), entry("2", "news", "b", ""));
        assertThat(again.json().toString()).isEqualTo("{\"stored\":1,\"known\":2}");
        assertThat(ids("?tag=a")).containsExactly("1");
        assertThat(ids("?tag=b")).containsExactly("2");
    }

    @Test
    void whatHasEndedIsNotGivenOut() throws Exception {
        add(entry("1", "news", "a", ""));
        db.execute("update journal_entry set expires_at = now() - interval '1 second'");
        assertThat(ids("")).isEmpty();
    }

    @Test
    void aFullTypeTakesNoMore() throws Exception {
        for (int batch = 0; batch < 2; batch++) {
            int first = batch * 100;
            String[] entries = IntStream.range(first, first + 100)
                    .mapToObj(i -> entry("m" + i, "metadata", "a", ""))
                    .toArray(String[]::new);
            assertThat(add(entries).status()).isEqualTo(200);
        }
        assertThat(add(entry("one more", "metadata", "a", "")).status()).isEqualTo(409);
        assertThat(add(entry("other", "news", "a", "")).status()).isEqualTo(200);
    }

    @Test
    void aTypeThatOneCrawlerFilledTakesThoseOfAnother() throws Exception {
        db.execute("""
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select account.id, i, 'metadata', '{x}', '{}', now(), now(), now() + interval '1 day'
                from account, generate_series(1, 200) as i
                where name = 'crawler'
                """);
        String other = key("other", Scope.CRAWL_WRITE);
        assertThat(add(entry("one more", "metadata", "a", "")).status()).isEqualTo(409);
        var added = node.post(JOURNAL, other, "{\"entries\": [" + entry("1", "metadata", "a", "") + "]}");
        assertThat(added.status()).as(added.body()).isEqualTo(200);
    }

    @Test
    void anAccountTakesItsOwnRoom_andWhenAllIsFullTheSmallOnesGoOn() {
        key("other", Scope.CRAWL_WRITE);
        db.execute("""
                insert into journal_entry (account_id, client_id, type, tags, body, at, received_at, expires_at)
                select account.id, i, 'type-' || i, '{x}', '{}', now(), now(), now() + interval '1 day'
                from account, generate_series(1, 20) as i
                where name = 'crawler'
                """);
        long crawler = account("crawler");
        long other = account("other");
        var types = JournalTypes.parse(JournalTypes.USUAL);
        var one = List.of(new NewEntry(
                "id",
                "news",
                List.of("x"),
                "{}",
                clock.instant(),
                clock.instant().plusSeconds(60)));

        // Twenty entries of 505 bytes each, and one of 503 more.
        var small = new JournalRoom(types, new JournalBounds(5_300, 1_000_000, 1), clock);
        var large = new JournalRoom(types, new JournalBounds(5_302, 1_000_000, 1), clock);
        var full = new JournalRoom(types, new JournalBounds(1_000_000, 10_000, 1_000), clock);
        assertThat(refusal(small, crawler, one)).contains("the entries of this account take");
        assertThat(refusal(large, crawler, one)).isEmpty();
        assertThat(refusal(full, crawler, one)).contains("the journal is full");
        assertThat(refusal(full, other, one)).isEmpty();
    }

    private long account(String name) {
        return Long.parseLong(
                db.rows("select id from account where name = '" + name + "'").getFirst());
    }

    private String refusal(JournalRoom room, long account, List<NewEntry> entries) {
        return db.database().transaction(tx -> {
            try {
                room.check(tx, account, entries);
                return "";
            } catch (ChangeRefused refused) {
                return String.valueOf(refused.getMessage());
            }
        });
    }

    @Test
    void eachKeyDoesWhatItMayOnly() throws Exception {
        assertThat(node.get(JOURNAL, writer).status()).isEqualTo(403);
        assertThat(node.post(JOURNAL, reader, "{}").status()).isEqualTo(403);
        assertThat(node.get(JOURNAL, "").status()).isEqualTo(401);
    }

    @Test
    void badEntriesAreNamedAndNothingIsStored() throws Exception {
        String good = entry("1", "news", "a", "");
        assertRefused("entries[1].type", good, entry("2", "nothing", "a", ""));
        assertRefused("entries[1].ttl", good, entry("2", "news", "a", ", \"ttl\": \"2d\""));
        assertRefused("entries[1].tags", good, entry("2", "news", "with space", ""));
        assertRefused("entries[1].time", good, entry("2", "news", "a", ", \"time\": \"2999-01-01T00:00:00Z\""));
        assertRefused("entries[1].more", good, entry("2", "news", "a", ", \"more\": 1"));
        assertRefused("entries[1].id", good, entry("", "news", "a", ""));
        assertRefused("entries[0].body", "{\"id\": \"1\", \"type\": \"news\", \"tags\": [\"a\"], \"body\": [1]}");
        assertRefused("entries[0].body", "{\"id\": \"1\", \"type\": \"news\", \"tags\": [\"a\"]}");
        String large = "{\"id\": \"1\", \"type\": \"news\", \"tags\": [\"a\"], \"body\": {\"x\": \""
                + "x".repeat(1 << 16) + "\"}}";
        assertRefused("entries[0].body", large);
        assertRefused("entries");
        assertRefused(
                "entries",
                IntStream.range(0, 101)
                        .mapToObj(i -> entry("i" + i, "news", "a", ""))
                        .collect(joining(", ")));
        var tooLarge = node.post(JOURNAL, writer, "{\"entries\": [\"" + "x".repeat(1 << 20) + "\"]}");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(db.rows("select count(*) from journal_entry")).containsExactly("0");
    }

    @Test
    void anyJsonIsKeptAsItCame() throws Exception {
        String body =
                "{\"text\":\"\\u0000 \\\\u0000 é 😀\",\"number\":12345678901234567890.5,\"deep\":[[{\"a\":null}]]}";
        var added = add("{\"id\": \"1\", \"type\": \"news\", \"tags\": [\"a\"], \"body\": " + body + "}");
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        assertThat(node.get(JOURNAL, reader).body()).contains("\"body\":" + body);
    }

    private void assertRefused(String field, String... entries) throws Exception {
        var answer = add(entries);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).as(answer.body()).isEqualTo(field);
    }
}
