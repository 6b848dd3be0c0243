package org.stellarticker.bench.asset;

import java.util.Locale;
import java.util.Random;

/**
 * Generates records of {@code /assets} from a seed, in the order of their codes. The shares with a toml, with holders
 * and with pools are those of the public network, where most assets have no holder.
 */
final class GeneratedAssets {

    /** The number of consecutive assets that may share a domain. */
    private static final int OF_DOMAIN = 40;

    private static final int DOMAINS = 3_000;

    /** Two assets in this many have a toml. */
    private static final int OF_TOMLS = 5;

    /** One asset in this many has more than a handful of holders. */
    private static final int OF_HELD = 8;

    /** A later version changes the amounts of one asset in this many. */
    private static final int OF_CHANGED = 97;

    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final int count;
    private final long seed;

    GeneratedAssets(int count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    int count() {
        return count;
    }

    /** Returns the asset that a paging token names; -1 for none, before the first. */
    static int number(String pagingToken) {
        return pagingToken.isEmpty() ? -1 : Integer.parseInt(pagingToken.substring(1, pagingToken.indexOf('_')), 36);
    }

    static String code(int number) {
        String digits = Integer.toString(number, 36).toUpperCase(Locale.ROOT);
        return "A" + "0000".substring(digits.length()) + digits;
    }

    String pagingToken(int number) {
        return code(number) + "_" + issuer(number) + "_credit_alphanum12";
    }

    private String issuer(int number) {
        var random = new Random(seed + number);
        var address = new StringBuilder(56).append('G');
        random.ints(55, 0, BASE_32.length()).forEach(i -> address.append(BASE_32.charAt(i)));
        return address.toString();
    }

    private static boolean hasToml(int number) {
        return number % OF_TOMLS < 2;
    }

    private static int domain(int number) {
        return number / OF_DOMAIN % DOMAINS;
    }

    /**
     * Returns the record of an asset.
     *
     * @param version 0 at first; each later one differs from the one before in about one asset in a hundred
     */
    String record(int number, int version) {
        boolean held = number % OF_HELD == 0;
        int holders = held ? 10 + number % 977 : number % 7;
        long stroops = 10_000_000L * holders + number;
        if (version > 0 && number % OF_CHANGED == version % OF_CHANGED) {
            stroops += version;
        }
        String toml = hasToml(number) ? "https://d" + domain(number) + ".bench.example/.well-known/stellar.toml" : "";
        return """
                {"_links": {"toml": {"href": "%1$s"}}, "asset_type": "credit_alphanum12", "asset_code": "%2$s",
                 "asset_issuer": "%3$s", "paging_token": "%2$s_%3$s_credit_alphanum12", "num_claimable_balances": %4$d,
                 "num_liquidity_pools": %5$d, "num_contracts": 0,
                 "accounts": {"authorized": %6$d, "authorized_to_maintain_liabilities": 0, "unauthorized": %7$d},
                 "claimable_balances_amount": "%4$d.0000000", "liquidity_pools_amount": "%5$d.2500000",
                 "contracts_amount": "0.0000000",
                 "balances": {"authorized": "%8$d.%9$07d", "authorized_to_maintain_liabilities": "0.0000000",
                  "unauthorized": "0.0000000"},
                 "flags": {"auth_required": %10$b, "auth_revocable": %10$b, "auth_immutable": false,
                  "auth_clawback_enabled": false}}""".formatted(
                        toml,
                        code(number),
                        issuer(number),
                        number % 13,
                        number % 3,
                        holders,
                        number % 2,
                        stroops / 10_000_000,
                        stroops % 10_000_000,
                        number % 50 == 0);
    }

    /** Returns the toml of a domain; empty for an unknown domain. */
    String toml(String host) {
        String label = host.replaceFirst("\\..*", "");
        if (!label.matches("d[0-9]{1,4}")) {
            return "";
        }
        var text = new StringBuilder("[DOCUMENTATION]\nORG_NAME = \"")
                .append(label)
                .append("\"\n");
        int domain = Integer.parseInt(label.substring(1));
        for (int first = domain * OF_DOMAIN; first < count; first += DOMAINS * OF_DOMAIN) {
            for (int number = first; number < Math.min(first + OF_DOMAIN, count); number++) {
                if (hasToml(number)) {
                    text.append("\n[[CURRENCIES]]\ncode = \"")
                            .append(code(number))
                            .append("\"\nissuer = \"")
                            .append(issuer(number))
                            .append("\"\n");
                }
            }
        }
        return text.toString();
    }
}
