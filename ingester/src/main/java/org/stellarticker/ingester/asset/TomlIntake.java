package org.stellarticker.ingester.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.stellarticker.ingester.asset.TomlFetcher.One;
import org.stellarticker.ingester.asset.TomlFetcher.Outcome;

/** Keeps what came of asking for tomls: the readings, their faults, and what they tell of the assets that link to them. */
final class TomlIntake {

    private static final Logger log = LoggerFactory.getLogger(TomlIntake.class);

    private final TomlStore tomls;
    private final AssetStore assets;
    private final TomlSchedule schedule;
    private final AssetEvents events = new AssetEvents();

    TomlIntake(TomlStore tomls, AssetStore assets, TomlSchedule schedule) {
        this.tomls = tomls;
        this.assets = assets;
        this.schedule = schedule;
    }

    /** @return how many could be read, also if they were the same as before */
    int save(Transaction tx, List<Fetched> fetched, Instant at) {
        var described = new ArrayList<TomlAsset>();
        int read = 0;
        for (Fetched one : fetched) {
            if (save(tx, one, at, described)) {
                read++;
            }
        }
        events.append(tx, assets.saveFromToml(tx, described, at));
        return read;
    }

    private boolean save(Transaction tx, Fetched fetched, Instant at, List<TomlAsset> described) {
        DueToml asked = fetched.own().asked();
        boolean linkedChanged = fetched.linked().stream().anyMatch(one -> one.outcome() instanceof Outcome.File);
        switch (fetched.own().outcome()) {
            case Outcome.Failure failure -> {
                fail(tx, asked, Optional.empty(), failure.fault(), at);
                return false;
            }
            case Outcome.Unchanged unchanged
            when !linkedChanged -> {
                saveUnchanged(tx, asked, unchanged, at);
                fetched.linked().forEach(one -> saveLinked(tx, asked.url(), one, at));
                return true;
            }
            case Outcome.Unchanged unchanged -> saveUnchanged(tx, asked, unchanged, at);
            case Outcome.File file -> {
                try {
                    StellarToml toml = StellarToml.read(file.bytes());
                    tomls.saveRead(
                            tx,
                            asked.url(),
                            Optional.empty(),
                            fetch(toml, file, unread(tx, fetched.linked())),
                            at,
                            schedule.afterFetch(at));
                } catch (TomlException unreadable) {
                    fail(tx, asked, Optional.empty(), unreadable, at);
                    return false;
                }
            }
        }
        fetched.linked().forEach(one -> saveLinked(tx, asked.url(), one, at));
        fetched.body().ifPresent(body -> described.addAll(describe(tx, asked.url(), body)));
        return true;
    }

    /** Tells the assets of a toml once more what it said when it was read last. */
    void reportAgain(Transaction tx, String url, Instant at) {
        tomls.findBody(tx, url)
                .ifPresent(body -> events.append(tx, assets.saveFromToml(tx, describe(tx, url, body), at)));
    }

    /**
     * Ends the validity of assets whose toml was last read too long ago, or is gone.
     *
     * @return how many
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
            throw new IllegalStateException(url + " was read before, and cannot be now", unreadable);
        }
    }

    private static TomlFetch fetch(StellarToml toml, Outcome.File file, List<TomlProblem> more) {
        var faults = new ArrayList<>(toml.faults());
        faults.addAll(more);
        return new TomlFetch(
                file.bytes(),
                file.validators().etag(),
                file.validators().lastModified(),
                TomlJson.organisation(toml),
                TomlJson.principals(toml),
                TomlJson.validators(toml),
                rows(faults));
    }

    private static List<TomlFetch.Fault> rows(List<TomlProblem> faults) {
        return faults.stream()
                .map(fault -> new TomlFetch.Fault(
                        fault.line(), fault.kind().word(), fault.about().replace("\0", "")))
                .toList();
    }

    /** Currencies' own tomls of which there is no good reading at all. */
    private List<TomlProblem> unread(Transaction tx, List<One> linked) {
        return linked.stream()
                .filter(one -> one.outcome() instanceof Outcome.Failure
                        && tomls.findBody(tx, one.asked().url()).isEmpty())
                .map(one -> new TomlProblem(
                        0, TomlProblem.Kind.LINK_NOT_READ, one.asked().url()))
                .toList();
    }

    private void saveLinked(Transaction tx, String from, One linked, Instant at) {
        String url = linked.asked().url();
        switch (linked.outcome()) {
            case Outcome.File file -> {
                TomlFetch fetch = new TomlFetch(
                        file.bytes(),
                        file.validators().etag(),
                        file.validators().lastModified(),
                        "{}",
                        "[]",
                        "[]",
                        rows(TolerantToml.read(file.bytes()).faults()));
                tomls.saveRead(tx, url, Optional.of(from), fetch, at, schedule.afterFetch(at));
            }
            case Outcome.Unchanged unchanged -> saveUnchanged(tx, linked.asked(), unchanged, at);
            case Outcome.Failure failure -> fail(tx, linked.asked(), Optional.of(from), failure.fault(), at);
        }
    }

    private void saveUnchanged(Transaction tx, DueToml asked, Outcome.Unchanged unchanged, Instant at) {
        CacheValidators validators = unchanged.validators();
        tomls.saveUnchanged(tx, asked.url(), validators.etag(), validators.lastModified(), at, schedule.afterFetch(at));
    }

    private void fail(Transaction tx, DueToml asked, Optional<String> from, TomlException fault, Instant at) {
        String reason = String.valueOf(fault.getMessage()).replace("\0", "");
        if (fault.kind() == TomlException.Kind.POSTPONED) {
            tomls.postpone(tx, asked.url(), schedule.postponed(at));
        } else {
            tomls.saveFailure(
                    tx,
                    asked.url(),
                    from,
                    fault.kind().name().toLowerCase(Locale.ROOT),
                    reason,
                    fault.kind() == TomlException.Kind.ABSENT,
                    at,
                    schedule.afterFailure(at, asked.failures() + 1, fault.retryAfter()));
        }
        log.atDebug()
                .addKeyValue("toml", asked.url())
                .addKeyValue("because", reason)
                .log("a toml cannot be read");
    }
}
