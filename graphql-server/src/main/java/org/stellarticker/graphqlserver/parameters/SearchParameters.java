package org.stellarticker.graphqlserver.parameters;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.part.MarketPart;
import org.stellarticker.marketdata.price.ValuedAssetListPart;
import org.stellarticker.marketdata.price.ValuedAssetPart;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.search.MoverOrder;
import org.stellarticker.marketdata.search.MoversPart;
import org.stellarticker.marketdata.search.SearchPart;

/** Reads questions that find assets and markets: searches, movers and assets. */
public final class SearchParameters {

    /** The orders of movers by their names. */
    public static final Map<String, MoverOrder> ORDERS = orders();

    private static final int LONGEST_TEXT = 100;
    private static final int FEW = 20;
    private static final int MOST = 100;
    private static final int ASSETS = 100;
    private static final int MOST_ASSETS = 1000;

    private final ReferenceAssets references;

    public SearchParameters(ReferenceAssets references) {
        this.references = references;
    }

    private static Map<String, MoverOrder> orders() {
        var orders = new LinkedHashMap<String, MoverOrder>();
        for (MoverOrder order : MoverOrder.values()) {
            orders.put(order.word(), order);
        }
        return Collections.unmodifiableMap(orders);
    }

    /** Reads {@code q} and {@code limit}. */
    public SearchPart search(RequestParameters in) {
        String text = in.value(
                        "q",
                        "a code, issuer, domain or name of 1 to " + LONGEST_TEXT + " characters, or two for a market",
                        SearchParameters::text)
                .required();
        int limit = in.wholeNumber("limit", 1, MOST).or(FEW);
        return new SearchPart(references.quotes(), text, limit);
    }

    private static String text(String found) {
        if (found.isBlank() || found.length() > LONGEST_TEXT || found.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected some characters that can be seen");
        }
        return found;
    }

    /** Reads {@code by}, {@code window} and {@code limit}. */
    public MoversPart movers(RequestParameters in) {
        MoverOrder order = in.choice("by", ORDERS).or(MoverOrder.GAIN);
        int hours = in.choice("window", MarketParameters.WINDOWS).or(MarketPart.HOURS);
        int limit = in.wholeNumber("limit", 1, MOST).or(FEW);
        return new MoversPart(references, order, hours, limit);
    }

    /** Reads {@code asset}. */
    public ValuedAssetPart asset(RequestParameters in) {
        return new ValuedAssetPart(in.asset("asset").required(), references.dollars());
    }

    /** Reads {@code limit} and {@code cursor}. */
    public ValuedAssetListPart assets(RequestParameters in) {
        int limit = in.wholeNumber("limit", 1, MOST_ASSETS).or(ASSETS);
        Optional<Asset> after = in.asset("cursor").optional();
        return new ValuedAssetListPart(references.dollars(), after, limit);
    }
}
