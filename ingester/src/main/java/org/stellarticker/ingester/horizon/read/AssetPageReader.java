package org.stellarticker.ingester.horizon.read;

import java.math.BigDecimal;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.ingester.horizon.json.RecordMembers;
import org.stellarticker.ingester.horizon.read.AssetPage.Listing;

/** Reads Horizon's answer of {@code /assets}. Numbers may come as strings. */
final class AssetPageReader {

    /** Home domains have at most 32 characters, so that a longer link is none. */
    private static final int LONGEST_LINK = 500;

    private static final int LONGEST_CONTRACT = 100;

    private AssetPageReader() {}

    static AssetPage read(byte[] body) {
        ListPage<Listing> page = ListPage.read("assets", body, AssetPageReader::listing, AssetPageReader::position);
        return new AssetPage(page.records(), page.next(), page.rejected());
    }

    /** Follows from members that a listing needs, too: the type follows from the code's length. */
    private static String position(RecordMembers record) {
        String code = record.text("/asset_code");
        return code + "_" + record.text("/asset_issuer")
                + (code.length() <= 4 ? "_credit_alphanum4" : "_credit_alphanum12");
    }

    private static Listing listing(RecordMembers record) {
        return new Listing(
                Asset.issued(record.text("/asset_code"), record.text("/asset_issuer")),
                new AssetHoldings(
                        new Held(count(record, "/accounts/authorized"), balance(record, "/balances/authorized")),
                        new Held(
                                record.count("/accounts/authorized_to_maintain_liabilities"),
                                record.units("/balances/authorized_to_maintain_liabilities")),
                        new Held(record.count("/accounts/unauthorized"), record.units("/balances/unauthorized")),
                        new Held(record.count("/num_claimable_balances"), record.units("/claimable_balances_amount")),
                        new Held(record.count("/num_liquidity_pools"), record.units("/liquidity_pools_amount")),
                        new Held(record.count("/num_contracts"), record.units("/contracts_amount"))),
                new AssetFlags(
                        record.flag("/flags/auth_required"),
                        record.flag("/flags/auth_revocable"),
                        record.flag("/flags/auth_immutable"),
                        record.flag("/flags/auth_clawback_enabled")),
                record.storable("/contract_id", LONGEST_CONTRACT),
                record.storable("/_links/toml/href", LONGEST_LINK));
    }

    /** Reads a required count: it decides whether the asset is listed. Some versions of Horizon leave out other members. */
    private static long count(RecordMembers record, String path) {
        record.text(path);
        return record.count(path);
    }

    private static BigDecimal balance(RecordMembers record, String path) {
        record.text(path);
        return record.units(path);
    }
}
