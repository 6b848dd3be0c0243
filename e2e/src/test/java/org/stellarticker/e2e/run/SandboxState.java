package org.stellarticker.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a demo's sandbox truly has of assets, pools and order books, and what it sends wrong each time. */
final class SandboxState {

    private final ObjectMapper json = new ObjectMapper();
    private final RunningTicker ticker;

    SandboxState(RunningTicker ticker) {
        this.ticker = ticker;
    }

    /** Returns how often each kind of fault was injected. */
    JsonNode faults() throws Exception {
        return read("/sandbox/faults");
    }

    /** Returns the tokens or addresses of what is wrong each time. */
    Set<String> staying(String kind) throws Exception {
        var names = new HashSet<String>();
        faults().at("/staying/" + kind).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Returns the markets, such as {@code native/USD:G...}, whose order books are wrong each time. */
    Set<String> stayingBooks(String kind) throws Exception {
        return staying(kind).stream()
                .map(SandboxState::parameters)
                .map(query -> asset(query, "selling_") + "/" + asset(query, "buying_"))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> parameters(String address) {
        return Stream.of(address.substring(address.indexOf('?') + 1).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String asset(Map<String, String> query, String side) {
        return "native".equals(query.get(side + "asset_type"))
                ? "native"
                : query.get(side + "asset_code") + ":" + query.get(side + "asset_issuer");
    }

    /** Returns all records of a list by their tokens. */
    Map<String, JsonNode> list(String path) throws Exception {
        var records = new HashMap<String, JsonNode>();
        String cursor = "";
        while (true) {
            JsonNode page = read(path + "?limit=200&cursor=" + cursor).at("/_embedded/records");
            if (page.isEmpty()) {
                return records;
            }
            for (JsonNode record : page) {
                cursor = record.get("paging_token").asText();
                records.put(cursor, record);
            }
        }
    }

    /** Returns the levels of a market's order book, such as {@code bid 5/2 10000000}, the best of each side first. */
    List<String> book(String base, String counter) throws Exception {
        JsonNode book =
                read("/order_book?limit=200&" + parameters("selling_", base) + "&" + parameters("buying_", counter));
        var levels = new ArrayList<String>();
        for (String side : List.of("bid", "ask")) {
            for (JsonNode level : book.get(side + "s")) {
                levels.add(side + " " + level.at("/price_r/n").asText() + "/"
                        + level.at("/price_r/d").asText() + " "
                        + stroops(level.get("amount")));
            }
        }
        return levels;
    }

    private static String parameters(String side, String asset) {
        if (asset.equals("native")) {
            return side + "asset_type=native";
        }
        String code = asset.substring(0, asset.indexOf(':'));
        return side + "asset_type=credit_alphanum" + (code.length() > 4 ? 12 : 4) + "&" + side + "asset_code=" + code
                + "&" + side + "asset_issuer=" + asset.substring(asset.indexOf(':') + 1);
    }

    static String stroops(JsonNode units) {
        return new BigDecimal(units.asText())
                .movePointRight(7)
                .toBigIntegerExact()
                .toString();
    }

    private JsonNode read(String path) throws Exception {
        return json.readTree(ticker.horizon(path).body());
    }
}
