package org.stellarticker.graphqlserver.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.trade.Trades;

class ListsTest {

    private static final String ISSUER = Trades.account('A');

    @TempDir
    Path folder;

    private final Progress progress = new Progress("lists", Clock.systemUTC());

    private Lists lists(Path directory, Path domains) {
        return new Lists(
                new ListSettings(
                        ListSource.parse(directory.toString()),
                        ListSource.parse(domains.toString()),
                        Duration.ofHours(1)),
                progress);
    }

    private Path directory(String name, String tags) throws IOException {
        Path file = folder.resolve(name);
        String line = "{\"address\":\"" + ISSUER + "\",\"name\":\"Ohio\",\"tags\":" + tags
                + ",\"domain\":\"ohio.example\",\"version\":0}\n";
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(line.getBytes(UTF_8));
        }
        return file;
    }

    @Test
    void listsGiveEntriesAndWarnings() throws Exception {
        Path domains = Files.writeString(
                folder.resolve("domains.txt"), "# a comment\n\n*.fraud.example\nstéllar.com\nPlain.Example\n");
        var lists = lists(directory("directory.ndjson.gz", "[\"malicious\",\"issuer\"]"), domains);
        assertThat(lists.get().find(ISSUER)).as("before the first read").isEmpty();

        lists.run();

        var found = lists.get();
        var asset = Asset.issued("USD", ISSUER);
        assertThat(found.find(ISSUER).orElseThrow().name()).isEqualTo("Ohio");
        assertThat(found.find(ISSUER).orElseThrow().tags()).containsExactly("malicious", "issuer");
        assertThat(found.warnings(asset, "")).containsExactly("issuer_malicious");
        var other = Asset.issued("USD", Trades.account('B'));
        for (String blocked : List.of("fraud.example", "a.b.FRAUD.example", "xn--stllar-cva.com", "plain.example")) {
            assertThat(found.warnings(other, blocked)).as(blocked).containsExactly("domain_blocked");
        }
        for (String open : List.of("notfraud.example", "example", "stellar.com", "")) {
            assertThat(found.warnings(other, open)).as(open).isEmpty();
        }
    }

    @Test
    void aListThatCannotBeReadStaysAsItWasAndIsReadAgain() throws Exception {
        Path domains = Files.writeString(folder.resolve("domains.txt"), "fraud.example\n");
        Path directory = directory("directory.gz", "[\"unsafe\"]");
        var lists = lists(directory, domains);
        lists.run();

        Files.delete(directory);
        Files.writeString(domains, "other.example\n");
        lists.run();

        var asset = Asset.issued("USD", ISSUER);
        assertThat(lists.get().warnings(asset, "other.example")).containsExactly("issuer_unsafe", "domain_blocked");
        assertThat(lists.get().warnings(asset, "fraud.example")).containsExactly("issuer_unsafe");
        Files.writeString(directory, "{\"address\": \"" + ISSUER + "\"}\n{\"name\": 7");
        lists.run();
        assertThat(lists.get().warnings(asset, "")).as("half a list").containsExactly("issuer_unsafe");
        Files.writeString(directory, "{\"address\": \"" + ISSUER + "\", \"tags\": []}\n");
        lists.run();
        assertThat(lists.get().warnings(asset, "")).isEmpty();
    }

    @Test
    void settingsNameFilesAndAddresses() {
        var settings = ListSettings.read(
                Settings.of(Map.of("DIRECTORY_LISTS", "/a/b.gz, https://lists.example/c", "LISTS_INTERVAL", "6h")));

        assertThat(settings.directories()).hasSize(2);
        assertThat(settings.directories().getFirst()).isEqualTo(new ListSource.File(Path.of("/a/b.gz")));
        assertThat(settings.directories().getLast()).isInstanceOf(ListSource.Web.class);
        assertThat(settings.blockedDomains()).isEmpty();
        assertThat(settings.interval()).isEqualTo(Duration.ofHours(6));
        for (String wrong : List.of("http://lists.example/c", "ftp://x/y", "a,,b")) {
            assertThatThrownBy(() -> ListSource.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
