package org.stellarticker.ingester.horizon;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellar.sdk.responses.AssetResponse;
import org.stellar.sdk.responses.GsonSingleton;
import org.stellar.sdk.responses.LedgerResponse;
import org.stellar.sdk.responses.Page;
import org.stellar.sdk.responses.RootResponse;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.core.ledger.LedgerSequence;

/** What the SDK's models are good for: the root document, ledgers and assets. They leave absent members null. */
final class SdkModels {

    private static final Logger log = LoggerFactory.getLogger(SdkModels.class);

    private static final Gson GSON = GsonSingleton.getInstance();
    private static final TypeToken<Page<AssetResponse>> ASSETS = new TypeToken<>() {};

    private SdkModels() {}

    static Network network(byte[] body) {
        try {
            RootResponse root = GSON.fromJson(text(body), RootResponse.class);
            return new Network(
                    present("network_passphrase", root.getNetworkPassphrase()),
                    new LedgerSequence(root.getHistoryLatestLedger()),
                    Optional.ofNullable(root.getHistoryLatestLedgerClosedAt()).map(Instant::parse),
                    new LedgerSequence(root.getHistoryElderLedger()));
        } catch (JsonParseException | IllegalArgumentException | DateTimeException | NullPointerException unreadable) {
            throw new HorizonFault("Horizon's root document cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static Instant closeTime(byte[] body) {
        try {
            LedgerResponse ledger = GSON.fromJson(text(body), LedgerResponse.class);
            return Instant.parse(present("closed_at", ledger.getClosedAt()));
        } catch (JsonParseException | DateTimeParseException | NullPointerException unreadable) {
            throw new HorizonFault("Horizon's ledger cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static AssetPage assets(byte[] body) {
        var listings = new ArrayList<AssetPage.Listing>();
        var unreadable = new ArrayList<String>();
        Optional<String> next = Optional.empty();
        String why = "";
        for (AssetResponse record : records(body)) {
            next = Optional.of(record.getPagingToken());
            try {
                listings.add(listing(record));
            } catch (IllegalArgumentException | NullPointerException unusable) {
                unreadable.add(record.getPagingToken());
                why = String.valueOf(unusable.getMessage());
            }
        }
        if (!unreadable.isEmpty()) {
            log.atWarn()
                    .addKeyValue("assets", unreadable.size())
                    .addKeyValue("last", unreadable.getLast())
                    .addKeyValue("because", why)
                    .log("a page of assets cannot be read as a whole");
        }
        return new AssetPage(listings, next, unreadable);
    }

    private static Iterable<AssetResponse> records(byte[] body) {
        try {
            List<AssetResponse> records = GSON.fromJson(text(body), ASSETS).getRecords();
            // Without its token it is not known where the next page begins.
            records.forEach(record -> present("paging_token", record.getPagingToken()));
            return records;
        } catch (JsonParseException | NullPointerException unreadable) {
            throw new HorizonFault("Horizon's page of assets cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static AssetPage.Listing listing(AssetResponse record) {
        var flags = record.getFlags();
        var toml = record.getLinks().getToml();
        return new AssetPage.Listing(
                Asset.issued(record.getAssetCode(), record.getAssetIssuer()),
                holdings(record),
                new AssetFlags(
                        flags.isAuthRequired(),
                        flags.isAuthRevocable(),
                        flags.isAuthImmutable(),
                        flags.isAuthClawbackEnabled()),
                Objects.requireNonNullElse(record.getContractID(), ""),
                toml == null || toml.getHref() == null ? "" : toml.getHref());
    }

    private static AssetHoldings holdings(AssetResponse record) {
        var accounts = record.getAccounts();
        var balances = record.getBalances();
        return new AssetHoldings(
                new Held(accounts.authorized(), new BigDecimal(balances.authorized())),
                new Held(
                        accounts.authorizedToMaintainLiabilities(), amount(balances.authorizedToMaintainLiabilities())),
                new Held(accounts.unauthorized(), amount(balances.unauthorized())),
                new Held(record.getNumClaimableBalances(), amount(record.getClaimableBalancesAmount())),
                new Held(record.getNumLiquidityPools(), amount(record.getLiquidityPoolsAmount())),
                new Held(record.getNumContracts(), amount(record.getContractsAmount())));
    }

    /** Of what servers of other versions leave out. */
    private static BigDecimal amount(@Nullable String told) {
        return told == null ? BigDecimal.ZERO : new BigDecimal(told);
    }

    private static String present(String name, @Nullable String value) {
        if (value == null) {
            throw new HorizonFault("Horizon's answer lacks " + name);
        }
        return value;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
