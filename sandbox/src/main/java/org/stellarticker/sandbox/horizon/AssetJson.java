package org.stellarticker.sandbox.horizon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.Pool;
import org.stellarticker.sandbox.journal.Pools;

/** Writes assets. In a replay each one is held by a thousand accounts, and its home domain has a good toml. */
final class AssetJson {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName TOML = JsonName.of("toml");
    private static final JsonName ASSET_TYPE = JsonName.of("asset_type");
    private static final JsonName ASSET_CODE = JsonName.of("asset_code");
    private static final JsonName ASSET_ISSUER = JsonName.of("asset_issuer");
    private static final JsonName PAGING_TOKEN = JsonName.of("paging_token");
    private static final JsonName CLAIMABLE_BALANCES = JsonName.of("num_claimable_balances");
    private static final JsonName LIQUIDITY_POOLS = JsonName.of("num_liquidity_pools");
    private static final JsonName CONTRACTS = JsonName.of("num_contracts");
    private static final JsonName ACCOUNTS = JsonName.of("accounts");
    private static final JsonName CLAIMABLE_BALANCES_AMOUNT = JsonName.of("claimable_balances_amount");
    private static final JsonName LIQUIDITY_POOLS_AMOUNT = JsonName.of("liquidity_pools_amount");
    private static final JsonName CONTRACTS_AMOUNT = JsonName.of("contracts_amount");
    private static final JsonName BALANCES = JsonName.of("balances");
    private static final JsonName AUTHORIZED = JsonName.of("authorized");
    private static final JsonName MAINTAINING = JsonName.of("authorized_to_maintain_liabilities");
    private static final JsonName UNAUTHORIZED = JsonName.of("unauthorized");
    private static final JsonName FLAGS = JsonName.of("flags");
    private static final List<JsonName> FLAG_NAMES = List.of(
            JsonName.of("auth_required"),
            JsonName.of("auth_revocable"),
            JsonName.of("auth_immutable"),
            JsonName.of("auth_clawback_enabled"));

    private static final long ACCOUNTS_EACH = 1_000;

    /** A million units, in stroops. */
    private static final long BALANCE = 10_000_000_000_000L;

    /** What pools hold of one asset. */
    private static final class Pooled {
        private int pools;
        private long amount;

        private void add(long more) {
            pools++;
            amount = amount + more < 0 ? Long.MAX_VALUE : amount + more;
        }
    }

    private final Map<Asset, Pooled> pooled = new HashMap<>();

    AssetJson(Pools pools, AssetDirectory assets) {
        for (Pool pool : pools.list()) {
            for (var reserve : Reserves.of(pool, assets).reserves()) {
                pooled.computeIfAbsent(reserve.asset(), asset -> new Pooled()).add(reserve.amount());
            }
        }
    }

    void write(JsonWriter json, Asset asset) {
        Pooled inPools = pooled.getOrDefault(asset, new Pooled());
        json.beginObject();
        json.name(LINKS).beginObject();
        Page.link(json, TOML, "https://" + HomeDomain.of(asset) + "/.well-known/stellar.toml");
        json.endObject();
        json.name(ASSET_TYPE).string(asset.type());
        json.name(ASSET_CODE).string(asset.code());
        json.name(ASSET_ISSUER).string(asset.issuer());
        json.name(PAGING_TOKEN).string(AssetListing.token(asset));
        json.name(CLAIMABLE_BALANCES).number(0);
        json.name(LIQUIDITY_POOLS).number(inPools.pools);
        json.name(CONTRACTS).number(0);
        json.name(ACCOUNTS).beginObject();
        json.name(AUTHORIZED).number(ACCOUNTS_EACH);
        json.name(MAINTAINING).number(0);
        json.name(UNAUTHORIZED).number(0);
        json.endObject();
        json.name(CLAIMABLE_BALANCES_AMOUNT).amount(0);
        json.name(LIQUIDITY_POOLS_AMOUNT).amount(inPools.amount);
        json.name(CONTRACTS_AMOUNT).amount(0);
        json.name(BALANCES).beginObject();
        json.name(AUTHORIZED).amount(BALANCE);
        json.name(MAINTAINING).amount(0);
        json.name(UNAUTHORIZED).amount(0);
        json.endObject();
        json.name(FLAGS).beginObject();
        FLAG_NAMES.forEach(flag -> json.name(flag).bool(false));
        json.endObject();
        json.endObject();
    }
}
