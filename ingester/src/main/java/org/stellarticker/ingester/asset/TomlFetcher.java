package org.stellarticker.ingester.asset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.DueToml;
import org.stellarticker.db.asset.TomlStore;
import org.stellarticker.ingester.asset.TomlFetcher.Fetched;
import org.stellarticker.ingester.fetch.CacheValidators;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.fetch.TomlResponse;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.toml.StellarToml;
import org.stellarticker.ingester.toml.TomlException;

/** Fetches one stellar.toml and the tomls of the currencies that it links to. */
final class TomlFetcher implements Callable<Fetched> {

    /** Bounds the linked tomls of one organisation, and so their time and memory. */
    private static final int MAX_LINKED = 20;

    private static final int MAX_LINKED_BYTES = 200 * 1024;

    /** The result of fetching one file. */
    sealed interface Outcome {

        @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
        record File(byte[] bytes, CacheValidators validators) implements Outcome {}

        /** @param validators the validators that the server uses for the file now */
        record Unchanged(CacheValidators validators) implements Outcome {}

        record Failure(TomlException error) implements Outcome {}

        /** Returns the label value of {@code ticker_toml_fetches_total}. */
        default String word() {
            return switch (this) {
                case File _ -> IngesterMetrics.READ;
                case Unchanged _ -> IngesterMetrics.UNCHANGED;
                case Failure failure -> failure.error().kind().word();
            };
        }
    }

    record FileFetch(DueToml due, Outcome outcome) {}

    /**
     * The results for a toml and for the tomls that it links to.
     *
     * @param body the content of the toml, of this fetch or of the last successful one
     */
    record Fetched(FileFetch own, Optional<byte[]> body, List<FileFetch> linked) {}

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
        Outcome outcome = fetch(due);
        Optional<byte[]> body = switch (outcome) {
            case Outcome.File file -> Optional.of(file.bytes());
            case Outcome.Unchanged _ -> database.snapshot(tx -> tomls.findBody(tx, due.url()));
            case Outcome.Failure _ -> Optional.empty();
        };
        List<FileFetch> linked = body.map(this::linked).orElse(List.of());
        boolean linkedChanged = linked.stream().anyMatch(one -> one.outcome() instanceof Outcome.File);
        return new Fetched(new FileFetch(due, linkedChanged ? outcome : unchangedIfSame(due, outcome)), body, linked);
    }

    /** Treats a file with the same bytes as the stored one as unchanged, because many servers send no validators. */
    private Outcome unchangedIfSame(DueToml toml, Outcome outcome) {
        return outcome instanceof Outcome.File file
                        && database.<Optional<byte[]>>snapshot(tx -> tomls.findBody(tx, toml.url()))
                                .filter(body -> Arrays.equals(body, file.bytes()))
                                .isPresent()
                ? new Outcome.Unchanged(file.validators())
                : outcome;
    }

    private Outcome fetch(DueToml toml) {
        try {
            return switch (client.fetch(toml.url(), new CacheValidators(toml.etag(), toml.lastModified()))) {
                case TomlResponse.File file -> new Outcome.File(file.bytes(), file.validators());
                case TomlResponse.Unchanged _
                when toml.etag().isEmpty() && toml.lastModified().isEmpty() ->
                    new Outcome.Failure(new TomlException(
                            TomlException.Kind.UNREACHABLE,
                            "expected a file, found 304 (not modified) to a request without validators"));
                case TomlResponse.Unchanged _ ->
                    new Outcome.Unchanged(new CacheValidators(toml.etag(), toml.lastModified()));
            };
        } catch (TomlException error) {
            return new Outcome.Failure(error);
        }
    }

    private List<FileFetch> linked(byte[] body) {
        var answers = new ArrayList<FileFetch>();
        int bytes = 0;
        for (String url : links(body)) {
            if (bytes < MAX_LINKED_BYTES && !url.equals(due.url())) {
                DueToml own = database.snapshot(tx -> tomls.linked(tx, url));
                Outcome outcome = unchangedIfSame(own, fetch(own));
                bytes += outcome instanceof Outcome.File file ? file.bytes().length : 0;
                answers.add(new FileFetch(own, outcome));
            }
        }
        return answers;
    }

    private static List<String> links(byte[] body) {
        try {
            return StellarToml.read(body).links().stream().limit(MAX_LINKED).toList();
        } catch (TomlException unreadable) {
            return List.of();
        }
    }
}
