package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.jsongenerator.StoredMarkets.CUT;
import static org.stellarticker.jsongenerator.StoredMarkets.OTHER_USD;
import static org.stellarticker.jsongenerator.StoredMarkets.USD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.db.TestDatabase;

class AssetsJsonIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final StoredMarkets stored = new StoredMarkets(database);

    @BeforeEach
    void clear() {
        database.clear();
        database.execute("update asset set last_valid_at = '2026-08-01T00:00:00.5Z'");
    }

    @Test
    void validAssetsAreToldWithEveryMemberInItsFrozenPlace() throws IOException {
        stored.valid(USD);
        stored.listed(OTHER_USD, /* valid= */ false);
        stored.anchored(USD, "gold <ounce>");

        assertThat(text()).isEqualTo("""
                {
                	"generated_at": 1788033600123,
                	"generated_at_rfc3339": "2026-08-29T20:00:00Z",
                	"assets": [
                		{
                			"code": "USD",
                			"issuer": "GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                			"type": "credit_alphanum4",
                			"num_accounts": 1000,
                			"auth_required": false,
                			"auth_revocable": true,
                			"amount": 123456.789,
                			"asset_controlled_by_domain": false,
                			"anchor_asset": "gold \\u003counce\\u003e",
                			"anchor_asset_type": "",
                			"display_decimals": 0,
                			"name": "",
                			"desc": "",
                			"conditions": "",
                			"is_asset_anchored": false,
                			"fixed_number": 0,
                			"max_number": 0,
                			"is_unlimited": false,
                			"redemption_instructions": "",
                			"collateral_addresses": [],
                			"collateral_address_signatures": [],
                			"countries": "",
                			"status": "",
                			"issuer_detail": {
                				"public_key": "GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                				"name": "",
                				"url": "",
                				"toml_url": "https://x.example/stellar.toml",
                				"federation_server": "",
                				"auth_server": "",
                				"transfer_server": "",
                				"web_auth_endpoint": "",
                				"deposit_server": "",
                				"org_twitter": ""
                			},
                			"last_valid": "2026-08-29T19:59:00Z"
                		},
                		{
                			"code": "XLM",
                			"issuer": "native",
                			"type": "native",
                			"num_accounts": 0,
                			"auth_required": false,
                			"auth_revocable": false,
                			"amount": 0,
                			"asset_controlled_by_domain": true,
                			"anchor_asset": "",
                			"anchor_asset_type": "",
                			"display_decimals": 7,
                			"name": "Stellar Lumens",
                			"desc": "",
                			"conditions": "",
                			"is_asset_anchored": false,
                			"fixed_number": 0,
                			"max_number": 0,
                			"is_unlimited": false,
                			"redemption_instructions": "",
                			"collateral_addresses": [],
                			"collateral_address_signatures": [],
                			"countries": "",
                			"status": "",
                			"issuer_detail": {
                				"public_key": "native",
                				"name": "Stellar Development Foundation",
                				"url": "http://stellar.org",
                				"toml_url": "",
                				"federation_server": "",
                				"auth_server": "",
                				"transfer_server": "",
                				"web_auth_endpoint": "",
                				"deposit_server": "",
                				"org_twitter": "https://twitter.com/stellarorg"
                			},
                			"last_valid": "2026-08-01T00:00:00Z"
                		}
                	]
                }""");
    }

    private static String text() throws IOException {
        var out = new ByteArrayOutputStream();
        database.database().snapshot(tx -> AssetsJson.read(tx, CUT)).writeTo(out);
        return out.toString(UTF_8);
    }
}
