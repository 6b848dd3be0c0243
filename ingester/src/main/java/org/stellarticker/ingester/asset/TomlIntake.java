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
import org.stellarticker.db.asset.ToldAsset;
import org.stellarticker.db.asset.TomlReading;
import org.stellarticker.db.asset.TomlStore;
import org.stellarticker.ingester.asset.TomlFetch.Fetched;
import org.stellarticker.ingester.asset.TomlFetch.One;
import org.stellarticker.ingester.asset.TomlFetch.Outcome;

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
        var told = new ArrayList<ToldAsset>();
        int read = 0;
        for (Fetched one : fetched) {
            if (save(tx, one, at, told)) {
                read++;
            }
        }
        events.tell(tx, assets.saveTold(tx, told, at));
        return read;
    }

    private boolean save(Transaction tx, Fetched fetched, Instant at, List<ToldAsset> told) {
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
                            reading(toml, file, unread(tx, fetched.linked())),
                            at,
                            schedule.afterReading(at));
                } catch (TomlFault unreadable) {
                    fail(tx, asked, Optional.empty(), unreadable, at);
                    return false;
                }
            }
        }
        fetched.linked().forEach(one -> saveLinked(tx, asked.url(), one, at));
        fetched.body().ifPresent(body -> told.addAll(tell(tx, asked.url(), body)));
        return true;
    }

    /** Tells the assets of a toml once more what it said when it was read last. */
    void tellAgain(Transaction tx, String url, Instant at) {
        tomls.findBody(tx, url).ifPresent(body -> events.tell(tx, assets.saveTold(tx, tell(tx, url, body), at)));
    }

    /**
     * Ends the validity of assets whose toml was last read too long ago, or is gone.
     *
     * @return how many
     */
    int expire(Transaction tx, Instant lastValidBefore, Instant absentBefore) {
        int expired = assets.expire(tx, lastValidBefore, absentBefore);
        events.tell(tx, expired);
        return expired;
    }

    private List<ToldAsset> tell(Transaction tx, String url, byte[] body) {
        try {
            StellarToml toml = StellarToml.read(body);
            var own = new LinkedTomls();
            for (String link : toml.links()) {
                tomls.findBody(tx, link).ifPresent(file -> own.add(link, file));
            }
            var told = new ArrayList<ToldAsset>();
            for (Asset asset : tomls.listAssets(tx, url)) {
                told.add(toml.tell(asset, url, own));
            }
            return told;
        } catch (TomlFault unreadable) {
            throw new IllegalStateException(url + " was read before, and cannot be now", unreadable);
        }
    }

    private static TomlReading reading(StellarToml toml, Outcome.File file, List<ReadingFault> more) {
        var faults = new ArrayList<>(toml.faults());
        faults.addAll(more);
        return new TomlReading(
                file.bytes(),
                file.edition().etag(),
                file.edition().lastModified(),
                TomlJson.organisation(toml),
                TomlJson.principals(toml),
                TomlJson.validators(toml),
                rows(faults));
    }

    private static List<TomlReading.Fault> rows(List<ReadingFault> faults) {
        return faults.stream()
                .map(fault -> new TomlReading.Fault(
                        fault.line(), fault.kind().word(), fault.about().replace("\0", "")))
                .toList();
    }

    /** Currencies' own tomls of which there is no good reading at all. */
    private List<ReadingFault> unread(Transaction tx, List<One> linked) {
        return linked.stream()
                .filter(one -> one.outcome() instanceof Outcome.Failure
                        && tomls.findBody(tx, one.asked().url()).isEmpty())
                .map(one -> new ReadingFault(
                        0, ReadingFault.Kind.LINK_NOT_READ, one.asked().url()))
                .toList();
    }

    private void saveLinked(Transaction tx, String from, One linked, Instant at) {
        String url = linked.asked().url();
        switch (linked.outcome()) {
            case Outcome.File file -> {
                TomlReading reading = new TomlReading(
                        file.bytes(),
                        file.edition().etag(),
                        file.edition().lastModified(),
                        "{}",
                        "[]",
                        "[]",
                        rows(TolerantToml.read(file.bytes()).faults()));
                tomls.saveRead(tx, url, Optional.of(from), reading, at, schedule.afterReading(at));
            }
            case Outcome.Unchanged unchanged -> saveUnchanged(tx, linked.asked(), unchanged, at);
            case Outcome.Failure failure -> fail(tx, linked.asked(), Optional.of(from), failure.fault(), at);
        }
    }

    private void saveUnchanged(Transaction tx, DueToml asked, Outcome.Unchanged unchanged, Instant at) {
        Edition edition = unchanged.edition();
        tomls.saveUnchanged(tx, asked.url(), edition.etag(), edition.lastModified(), at, schedule.afterReading(at));
    }

    private void fail(Transaction tx, DueToml asked, Optional<String> from, TomlFault fault, Instant at) {
        String reason = String.valueOf(fault.getMessage()).replace("\0", "");
        if (fault.kind() == TomlFault.Kind.POSTPONED) {
            tomls.postpone(tx, asked.url(), schedule.postponed(at));
        } else {
            tomls.saveFailure(
                    tx,
                    asked.url(),
                    from,
                    fault.kind().name().toLowerCase(Locale.ROOT),
                    reason,
                    fault.kind() == TomlFault.Kind.ABSENT,
                    at,
                    schedule.afterFailure(at, asked.failures() + 1, fault.retryAfter()));
        }
        log.atDebug()
                .addKeyValue("toml", asked.url())
                .addKeyValue("because", reason)
                .log("a toml cannot be read");
    }
}
