package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.jsongenerator.StoredMarkets.AS_OF;
import static org.stellarticker.jsongenerator.StoredMarkets.OTHER_USD;
import static org.stellarticker.jsongenerator.StoredMarkets.USD;

import java.io.ByteArrayOutputStream;
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
    void validAssetsHaveEveryMemberInTheLegacyOrder() {
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

    @Test
    void valuesOfTheIssuersTomlArePublished() {
        stored.valid(USD);
        database.execute("""
                update issuer set name = 'Bank', url = 'https://bank.example', federation_server = 'https://f',
                    auth_server = 'https://a', transfer_server = 'https://t', web_auth_endpoint = 'https://w',
                    deposit_server = 'https://d', org_twitter = 'bank'
                where public_key <> 'native';
                update asset set asset_controlled_by_domain = true, name = 'Dollar', description = 'A promise',
                    conditions = 'none', display_decimals = 2, fixed_number = 100, max_number = 9007199254740993,
                    is_unlimited = true, is_asset_anchored = true, anchor_asset_type = 'fiat',
                    redemption_instructions = 'ask', collateral_addresses = '{1a,"2, b"}',
                    collateral_address_signatures = '{s1,s2}', countries = 'US', status = 'live'
                where type <> 'native';
                """);

        assertThat(text())
                .contains("\"asset_controlled_by_domain\": true")
                .contains("\"anchor_asset_type\": \"fiat\"")
                .contains("\"display_decimals\": 2,")
                .contains("\"name\": \"Dollar\",\n\t\t\t\"desc\": \"A promise\",\n\t\t\t\"conditions\": \"none\"")
                .contains("\"is_asset_anchored\": true,\n\t\t\t\"fixed_number\": 100,")
                .contains("\"max_number\": 9007199254740993,\n\t\t\t\"is_unlimited\": true,")
                .contains("\"redemption_instructions\": \"ask\"")
                .contains("\"collateral_addresses\": [\n\t\t\t\t\"1a\",\n\t\t\t\t\"2, b\"\n\t\t\t],")
                .contains("\"collateral_address_signatures\": [\n\t\t\t\t\"s1\",\n\t\t\t\t\"s2\"\n\t\t\t],")
                .contains("\"countries\": \"US\",\n\t\t\t\"status\": \"live\"")
                .contains("""
                        \t\t\t	"name": "Bank",
                        \t\t\t	"url": "https://bank.example",
                        \t\t\t	"toml_url": "https://x.example/stellar.toml",
                        \t\t\t	"federation_server": "https://f",
                        \t\t\t	"auth_server": "https://a",
                        \t\t\t	"transfer_server": "https://t",
                        \t\t\t	"web_auth_endpoint": "https://w",
                        \t\t\t	"deposit_server": "https://d",
                        \t\t\t	"org_twitter": "bank"
                        """);
    }

    private static String text() {
        var out = new ByteArrayOutputStream();
        int written = database.database().snapshot(tx -> AssetsJson.write(tx, AS_OF, out));
        assertThat(written).isEqualTo(2);
        return out.toString(UTF_8);
    }
}
