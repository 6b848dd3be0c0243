package org.stellarticker.sandbox.horizon;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.AssetState.Flag;
import org.stellarticker.sandbox.network.PoolState;

/** Writes assets. Only accounts and pools hold any, and every holder is authorized. */
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
    /** The amount of one asset in pools. */
    private static final class Pooled {
        private int pools;
        private long amount;

        private void add(long more) {
            pools++;
            amount = amount + more < 0 ? Long.MAX_VALUE : amount + more;
        }
    }

    private final Map<Asset, Pooled> pooled = new HashMap<>();

    AssetJson(List<PoolState> pools) {
        for (PoolState pool : pools) {
            for (var reserve : pool.reserves()) {
                pooled.computeIfAbsent(reserve.asset(), asset -> new Pooled()).add(reserve.amount());
            }
        }
    }

    void write(JsonWriter json, AssetState state) {
        Asset asset = state.asset();
        Pooled inPools = pooled.getOrDefault(asset, new Pooled());
        json.beginObject();
        json.name(LINKS).beginObject();
        Page.link(json, TOML, tomlAddress(state.homeDomain()));
        json.endObject();
        json.name(ASSET_TYPE).string(asset.type());
        json.name(ASSET_CODE).string(asset.code());
        json.name(ASSET_ISSUER).string(asset.issuer());
        json.name(PAGING_TOKEN).string(AssetListing.token(asset));
        json.name(CLAIMABLE_BALANCES).number(0);
        json.name(LIQUIDITY_POOLS).number(inPools.pools);
        json.name(CONTRACTS).number(0);
        json.name(ACCOUNTS).beginObject();
        json.name(AUTHORIZED).number(state.accounts());
        json.name(MAINTAINING).number(0);
        json.name(UNAUTHORIZED).number(0);
        json.endObject();
        json.name(CLAIMABLE_BALANCES_AMOUNT).amount(0);
        json.name(LIQUIDITY_POOLS_AMOUNT).amount(inPools.amount);
        json.name(CONTRACTS_AMOUNT).amount(0);
        json.name(BALANCES).beginObject();
        json.name(AUTHORIZED).amount(state.balance());
        json.name(MAINTAINING).amount(0);
        json.name(UNAUTHORIZED).amount(0);
        json.endObject();
        json.name(FLAGS).beginObject();
        for (Flag flag : Flag.values()) {
            json.name(JsonName.of(flag.name().toLowerCase(Locale.ROOT)))
                    .bool(state.flags().contains(flag));
        }
        json.endObject();
        json.endObject();
    }

    private static String tomlAddress(String homeDomain) {
        return homeDomain.isEmpty() ? "" : "https://" + homeDomain + "/.well-known/stellar.toml";
    }
}
