package org.stellarticker.sandbox.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.network.AssetState.Flag;

/** Reads {@code catalog.txt}, whose header explains its form. */
final class CatalogFile {

    private static final String NOTHING = "-";

    private final Map<String, Factor> factors = new LinkedHashMap<>();
    private final Map<String, Domain> domains = new LinkedHashMap<>();
    private final List<MarketAsset> assets = new ArrayList<>();
    private final Map<String, MarketAsset> assetsByName = new HashMap<>();
    private final List<Market> markets = new ArrayList<>();

    CatalogFile() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CatalogFile.class.getResourceAsStream("catalog.txt"), "catalog.txt"),
                StandardCharsets.UTF_8))) {
            String section = "";
            for (String line : lines.lines().toList()) {
                if (line.startsWith("[")) {
                    section = line;
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    add(section, line.strip().split("\\s+"));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void add(String section, String[] columns) {
        switch (section) {
            case "[factors]" -> {
                var factor = new Factor(columns[0], Double.parseDouble(columns[1]), percent(columns[2]));
                factors.put(factor.name(), factor);
            }
            case "[domains]" -> {
                var form = Domain.Form.valueOf(columns[1].toUpperCase(Locale.ROOT));
                String organisation = String.join(" ", List.of(columns).subList(2, columns.length));
                domains.put(columns[0], new Domain(columns[0], form, organisation));
            }
            case "[assets]" -> addAsset(columns);
            case "[markets]" -> addMarket(columns);
            default -> throw new IllegalStateException("catalog.txt: expected a section, found " + section);
        }
    }

    private void addAsset(String[] columns) {
        String issuer = columns[1];
        Asset asset = issuer.equals(NOTHING)
                ? NativeAsset.XLM
                : Asset.issued(columns[0], Accounts.named("issuer " + issuer).value());
        var added = new MarketAsset(
                assets.size(),
                asset,
                text(columns[2]),
                columns[3],
                Double.parseDouble(columns[4]),
                percent(columns[5]),
                Long.parseLong(columns[6]),
                new BigDecimal(columns[7]).movePointRight(Amount.SCALE).longValueExact(),
                flags(columns[8]),
                text(columns[9]),
                text(columns[10]));
        assets.add(added);
        assetsByName.put(issuer.equals(NOTHING) ? columns[0] : columns[0] + "@" + issuer, added);
    }

    private void addMarket(String[] columns) {
        MarketAsset one = get(columns[0]);
        MarketAsset other = get(columns[1]);
        String venue = columns[2];
        String unlike = columns.length > 3 ? columns[3] : NOTHING;
        Optional<PoolId> pool =
                venue.equals("book") ? Optional.empty() : Optional.of(PoolIds.of(one.asset(), other.asset()));
        Market.Book book = venue.equals("pool")
                ? Market.Book.NONE
                : switch (unlike) {
                    case "asks" -> Market.Book.ASKS;
                    case "bids" -> Market.Book.BIDS;
                    default -> Market.Book.BOTH;
                };
        boolean inOrder = one.number() < other.number();
        markets.add(new Market(markets.size(), inOrder ? one : other, inOrder ? other : one, book, pool, dust(unlike)));
    }

    private static Market.Dust dust(String unlike) {
        return switch (unlike) {
            case "dust" -> Market.Dust.SMALL;
            case "crumbs" -> Market.Dust.ABSURD;
            default -> Market.Dust.NONE;
        };
    }

    private static double percent(String column) {
        return Double.parseDouble(column) / 100;
    }

    private static String text(String column) {
        return column.equals(NOTHING) ? "" : column;
    }

    private static Set<Flag> flags(String letters) {
        var flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (letters.indexOf(letter(flag)) >= 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static char letter(Flag flag) {
        return switch (flag) {
            case AUTH_REQUIRED -> 'r';
            case AUTH_REVOCABLE -> 'v';
            case AUTH_IMMUTABLE -> 'i';
            case AUTH_CLAWBACK_ENABLED -> 'c';
        };
    }

    private MarketAsset get(String name) {
        return Objects.requireNonNull(assetsByName.get(name), name);
    }

    Map<String, Factor> factors() {
        return factors;
    }

    List<Domain> domains() {
        return List.copyOf(domains.values());
    }

    /** Returns the assets in the order of their numbers. */
    List<MarketAsset> assets() {
        return assets;
    }

    /** Returns the markets, the busiest first. */
    List<Market> markets() {
        return markets;
    }
}
