package org.stellarticker.ingester.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.DueToml;
import org.stellarticker.db.asset.TomlAsset;
import org.stellarticker.db.asset.TomlFetch;
import org.stellarticker.db.asset.TomlStore;
import org.stellarticker.ingester.asset.TomlFetcher.Fetched;
import org.stellarticker.ingester.asset.TomlFetcher.FileFetch;
import org.stellarticker.ingester.asset.TomlFetcher.Outcome;
import org.stellarticker.ingester.fetch.CacheValidators;
import org.stellarticker.ingester.toml.LinkedTomls;
import org.stellarticker.ingester.toml.StellarToml;
import org.stellarticker.ingester.toml.TolerantToml;
import org.stellarticker.ingester.toml.TomlException;
import org.stellarticker.ingester.toml.TomlJson;
import org.stellarticker.ingester.toml.TomlProblem;

/** Stores the results of fetching tomls: the files, their problems, and the metadata of the assets that link to them. */
final class TomlRecorder {

    private static final Logger log = LoggerFactory.getLogger(TomlRecorder.class);

    private final TomlStore tomls;
    private final AssetStore assets;
    private final TomlSchedule schedule;
    private final AssetEvents events = new AssetEvents();

    TomlRecorder(TomlStore tomls, AssetStore assets, TomlSchedule schedule) {
        this.tomls = tomls;
        this.assets = assets;
        this.schedule = schedule;
    }

    /** Stores the results and returns how many tomls could be read, including unchanged ones. */
    int save(Transaction tx, List<Fetched> fetched, Instant now) {
        var described = new ArrayList<TomlAsset>();
        int read = 0;
        for (Fetched one : fetched) {
            if (save(tx, one, now, described)) {
                read++;
            }
        }
        events.append(tx, assets.saveFromToml(tx, described, now));
        return read;
    }

    private boolean save(Transaction tx, Fetched fetched, Instant now, List<TomlAsset> described) {
        DueToml due = fetched.own().due();
        boolean linkedChanged = fetched.linked().stream().anyMatch(one -> one.outcome() instanceof Outcome.File);
        switch (fetched.own().outcome()) {
            case Outcome.Failure failure -> {
                fail(tx, due, Optional.empty(), failure.error(), now);
                return false;
            }
            case Outcome.Unchanged unchanged
            when !linkedChanged -> {
                saveUnchanged(tx, due, unchanged, now);
                fetched.linked().forEach(one -> saveLinked(tx, due.url(), one, now));
                return true;
            }
            case Outcome.Unchanged unchanged -> saveUnchanged(tx, due, unchanged, now);
            case Outcome.File file -> {
                try {
                    StellarToml toml = StellarToml.read(file.bytes());
                    tomls.saveRead(
                            tx,
                            due.url(),
                            Optional.empty(),
                            fetch(toml, file, unreadableLinks(tx, fetched.linked())),
                            now,
                            schedule.afterFetch(now));
                } catch (TomlException unreadable) {
                    fail(tx, due, Optional.empty(), unreadable, now);
                    return false;
                }
            }
        }
        fetched.linked().forEach(one -> saveLinked(tx, due.url(), one, now));
        fetched.body().ifPresent(body -> described.addAll(describe(tx, due.url(), body)));
        return true;
    }

    /** Applies the stored toml to its assets again. */
    void reapply(Transaction tx, String url, Instant now) {
        tomls.findBody(tx, url)
                .ifPresent(body -> events.append(tx, assets.saveFromToml(tx, describe(tx, url, body), now)));
    }

    /**
     * Invalidates assets whose toml was last read too long ago or is absent for too long.
     *
     * @return the number of assets
     */
    int expire(Transaction tx, Instant lastValidBefore, Instant absentBefore) {
        int expired = assets.expire(tx, lastValidBefore, absentBefore);
        events.append(tx, expired);
        return expired;
    }

    private List<TomlAsset> describe(Transaction tx, String url, byte[] body) {
        try {
            StellarToml toml = StellarToml.read(body);
            var own = new LinkedTomls();
            for (String link : toml.links()) {
                tomls.findBody(tx, link).ifPresent(file -> own.add(link, file));
            }
            var described = new ArrayList<TomlAsset>();
            for (Asset asset : tomls.listAssets(tx, url)) {
                described.add(toml.describe(asset, url, own));
            }
            return described;
        } catch (TomlException unreadable) {
            throw new IllegalStateException(
                    url + ": expected the stored toml to be readable, as it was before", unreadable);
        }
    }

    private static TomlFetch fetch(StellarToml toml, Outcome.File file, List<TomlProblem> more) {
        var problems = new ArrayList<>(toml.problems());
        problems.addAll(more);
        return new TomlFetch(
                file.bytes(),
                file.validators().etag(),
                file.validators().lastModified(),
                TomlJson.organisation(toml),
                TomlJson.principals(toml),
                TomlJson.validators(toml),
                rows(problems));
    }

    private static List<TomlFetch.Fault> rows(List<TomlProblem> problems) {
        return problems.stream()
                .map(problem -> new TomlFetch.Fault(
                        problem.line(), problem.kind().word(), problem.about().replace("\0", "")))
                .toList();
    }

    /** Returns a problem for each linked toml that could never be read. */
    private List<TomlProblem> unreadableLinks(Transaction tx, List<FileFetch> linked) {
        return linked.stream()
                .filter(one -> one.outcome() instanceof Outcome.Failure
                        && tomls.findBody(tx, one.due().url()).isEmpty())
                .map(one -> new TomlProblem(
                        0, TomlProblem.Kind.LINK_NOT_READ, one.due().url()))
                .toList();
    }

    private void saveLinked(Transaction tx, String from, FileFetch linked, Instant now) {
        String url = linked.due().url();
        switch (linked.outcome()) {
            case Outcome.File file -> {
                TomlFetch fetch = new TomlFetch(
                        file.bytes(),
                        file.validators().etag(),
                        file.validators().lastModified(),
                        "{}",
                        "[]",
                        "[]",
                        rows(TolerantToml.read(file.bytes()).problems()));
                tomls.saveRead(tx, url, Optional.of(from), fetch, now, schedule.afterFetch(now));
            }
            case Outcome.Unchanged unchanged -> saveUnchanged(tx, linked.due(), unchanged, now);
            case Outcome.Failure failure -> fail(tx, linked.due(), Optional.of(from), failure.error(), now);
        }
    }

    private void saveUnchanged(Transaction tx, DueToml due, Outcome.Unchanged unchanged, Instant now) {
        CacheValidators validators = unchanged.validators();
        tomls.saveUnchanged(tx, due.url(), validators.etag(), validators.lastModified(), now, schedule.afterFetch(now));
    }

    private void fail(Transaction tx, DueToml due, Optional<String> from, TomlException error, Instant now) {
        String reason = String.valueOf(error.getMessage()).replace("\0", "");
        if (error.kind() == TomlException.Kind.POSTPONED) {
            tomls.postpone(tx, due.url(), schedule.postponed(now));
        } else {
            tomls.saveFailure(
                    tx,
                    due.url(),
                    from,
                    error.kind().word(),
                    reason,
                    error.kind() == TomlException.Kind.ABSENT,
                    now,
                    schedule.afterFailure(now, due.failures() + 1, error.retryAfter()));
        }
        log.atDebug()
                .addKeyValue("toml", due.url())
                .addKeyValue("reason", reason)
                .log("toml fetch failed");
    }
}
