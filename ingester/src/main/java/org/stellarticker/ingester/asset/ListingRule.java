package org.stellarticker.ingester.asset;

import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.ingester.horizon.read.AssetPage.Listing;

/** Selects the assets that are listed. The rules are those of the legacy ticker. */
enum ListingRule {
    /** Assets with few holders are listed only when their issuer links to a toml; an asset is valid when its toml can be read. */
    BY_TOML,
    /** No toml is needed, neither to be listed nor to be valid, as on the test network. */
    WITHOUT_TOML;

    private static final String TEST_NETWORK = "Test SDF Network ; September 2015";

    private static final int MIN_ACCOUNTS = 10;

    /** The number of holders from which an asset is listed without a toml. */
    private static final int MIN_ACCOUNTS_WITHOUT_TOML = 100;

    /** The code that issuers give an asset that must not be shown any more. */
    private static final String REMOVED = "REMOVE";

    static ListingRule of(String networkPassphrase) {
        return networkPassphrase.equals(TEST_NETWORK) ? WITHOUT_TOML : BY_TOML;
    }

    boolean lists(Listing listing) {
        Held held = listing.holdings().authorized();
        return held.amount().signum() > 0
                && held.count() >= MIN_ACCOUNTS
                && !listing.asset().code().equals(REMOVED)
                && (this == WITHOUT_TOML
                        || held.count() >= MIN_ACCOUNTS_WITHOUT_TOML
                        || listing.tomlUrl().startsWith("https://"));
    }
}
