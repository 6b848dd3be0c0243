package org.stellarticker.ingester.asset;

import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.ingester.horizon.AssetPage.Listing;

/** Which of Horizon's assets count, as the former ticker had it: those that somebody holds. */
enum ListingRule {
    /** Assets with few holders are listed when their issuer has a toml, in which all are looked for to be valid. */
    BY_TOML,
    /** No toml is needed, neither to be listed nor to be valid: as on the test network. */
    WITHOUT_TOML;

    private static final String TEST_NETWORK = "Test SDF Network ; September 2015";

    private static final int FEWEST_ACCOUNTS = 10;

    /** So many vouch for an asset without a toml. */
    private static final int MANY_ACCOUNTS = 100;

    /** What an issuer calls an asset that is not to be shown any more. */
    private static final String REMOVED = "REMOVE";

    static ListingRule of(String networkPassphrase) {
        return networkPassphrase.equals(TEST_NETWORK) ? WITHOUT_TOML : BY_TOML;
    }

    boolean lists(Listing listing) {
        Held held = listing.holdings().authorized();
        return held.amount().signum() > 0
                && held.count() >= FEWEST_ACCOUNTS
                && !listing.asset().code().equals(REMOVED)
                && (this == WITHOUT_TOML
                        || held.count() >= MANY_ACCOUNTS
                        || listing.tomlUrl().startsWith("https://"));
    }
}
