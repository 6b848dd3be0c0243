package org.stellarticker.ingester.asset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.DueToml;
import org.stellarticker.db.asset.TomlStore;
import org.stellarticker.ingester.asset.TomlFetcher.Fetched;

/** Asks for one stellar.toml, and for those of the currencies that it links to. */
final class TomlFetcher implements Callable<Fetched> {

    /** What a currency's own toml may take of its organisation's time and of our memory. */
    private static final int MOST_LINKED = 20;

    private static final int MOST_LINKED_BYTES = 200 * 1024;

    /** What came of asking for one file. */
    sealed interface Outcome {
        @SuppressWarnings("ArrayRecordComponent") // Read once; never compared.
        record File(byte[] bytes, CacheValidators validators) implements Outcome {}

        /** @param validators by which its server knows it now */
        record Unchanged(CacheValidators validators) implements Outcome {}

        record Failure(TomlException fault) implements Outcome {}

        default String word() {
            return switch (this) {
                case File _ -> "read";
                case Unchanged _ -> "unchanged";
                case Failure failure -> failure.fault().kind().name().toLowerCase(Locale.ROOT);
            };
        }
    }

    record One(DueToml asked, Outcome outcome) {}

    /**
     * A toml with those that it links to.
     *
     * @param body of the toml, as it is now or as it was read last
     */
    record Fetched(One own, Optional<byte[]> body, List<One> linked) {}

    private final TomlClient client;
    private final Database database;
    private final TomlStore tomls;
    private final DueToml due;

    TomlFetcher(TomlClient client, Database database, TomlStore tomls, DueToml due) {
        this.client = client;
        this.database = database;
        this.tomls = tomls;
        this.due = due;
    }

    @Override
    public Fetched call() {
        Outcome outcome = ask(due);
        Optional<byte[]> body = switch (outcome) {
            case Outcome.File file -> Optional.of(file.bytes());
            case Outcome.Unchanged _ -> database.snapshot(tx -> tomls.findBody(tx, due.url()));
            case Outcome.Failure _ -> Optional.empty();
        };
        List<One> linked = body.map(this::linked).orElse(List.of());
        boolean linkedChanged = linked.stream().anyMatch(one -> one.outcome() instanceof Outcome.File);
        return new Fetched(new One(due, linkedChanged ? outcome : unlessSame(due, outcome)), body, linked);
    }

    /** Many servers know no editions; a file that is byte by byte the one that we have is not kept, nor told, again. */
    private Outcome unlessSame(DueToml toml, Outcome outcome) {
        return outcome instanceof Outcome.File file
                        && database.<Optional<byte[]>>snapshot(tx -> tomls.findBody(tx, toml.url()))
                                .filter(body -> Arrays.equals(body, file.bytes()))
                                .isPresent()
                ? new Outcome.Unchanged(file.validators())
                : outcome;
    }

    private Outcome ask(DueToml toml) {
        try {
            return switch (client.fetch(toml.url(), new CacheValidators(toml.etag(), toml.lastModified()))) {
                case TomlAnswer.File file -> new Outcome.File(file.bytes(), file.validators());
                case TomlAnswer.Unchanged _
                when toml.etag().isEmpty() && toml.lastModified().isEmpty() ->
                    new Outcome.Failure(new TomlException(
                            TomlException.Kind.UNREACHABLE,
                            "the server says that nothing changed, and we have nothing"));
                case TomlAnswer.Unchanged _ ->
                    new Outcome.Unchanged(new CacheValidators(toml.etag(), toml.lastModified()));
            };
        } catch (TomlException fault) {
            return new Outcome.Failure(fault);
        }
    }

    private List<One> linked(byte[] body) {
        var answers = new ArrayList<One>();
        int bytes = 0;
        for (String url : links(body)) {
            if (bytes < MOST_LINKED_BYTES && !url.equals(due.url())) {
                DueToml own = database.snapshot(tx -> tomls.linked(tx, url));
                Outcome outcome = unlessSame(own, ask(own));
                bytes += outcome instanceof Outcome.File file ? file.bytes().length : 0;
                answers.add(new One(own, outcome));
            }
        }
        return answers;
    }

    private static List<String> links(byte[] body) {
        try {
            return StellarToml.read(body).links().stream().limit(MOST_LINKED).toList();
        } catch (TomlException unreadable) {
            return List.of();
        }
    }
}
