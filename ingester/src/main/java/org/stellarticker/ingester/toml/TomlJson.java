package org.stellarticker.ingester.toml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the values of a stellar.toml as JSON, with SEP-1's keys and types; missing values are left out. */
public final class TomlJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Bounds the principals and the validators that are written. */
    private static final int MAX_SECTIONS = 100;

    private static final List<String> SERVICES = List.of(
            "VERSION",
            "NETWORK_PASSPHRASE",
            "FEDERATION_SERVER",
            "AUTH_SERVER",
            "TRANSFER_SERVER",
            "TRANSFER_SERVER_SEP0024",
            "KYC_SERVER",
            "WEB_AUTH_ENDPOINT",
            "WEB_AUTH_FOR_CONTRACTS_ENDPOINT",
            "WEB_AUTH_CONTRACT_ID",
            "SIGNING_KEY",
            "HORIZON_URL",
            "URI_REQUEST_SIGNING_KEY",
            "DIRECT_PAYMENT_SERVER",
            "ANCHOR_QUOTE_SERVER",
            "DEPOSIT_SERVER");

    private static final List<String> ORGANISATION = List.of(
            "ORG_NAME",
            "ORG_DBA",
            "ORG_URL",
            "ORG_LOGO",
            "ORG_DESCRIPTION",
            "ORG_PHYSICAL_ADDRESS",
            "ORG_PHYSICAL_ADDRESS_ATTESTATION",
            "ORG_PHONE_NUMBER",
            "ORG_PHONE_NUMBER_ATTESTATION",
            "ORG_KEYBASE",
            "ORG_TWITTER",
            "ORG_GITHUB",
            "ORG_OFFICIAL_EMAIL",
            "ORG_SUPPORT_EMAIL",
            "ORG_LICENSING_AUTHORITY",
            "ORG_LICENSE_TYPE",
            "ORG_LICENSE_NUMBER");

    private static final List<String> PRINCIPAL = List.of(
            "name", "email", "keybase", "telegram", "twitter", "github", "id_photo_hash", "verification_photo_hash");

    private static final List<String> VALIDATOR = List.of("ALIAS", "DISPLAY_NAME", "HOST", "PUBLIC_KEY", "HISTORY");

    private static final List<String> CURRENCY = List.of(
            "code",
            "code_template",
            "issuer",
            "contract",
            "status",
            "name",
            "desc",
            "conditions",
            "image",
            "anchor_asset_type",
            "anchor_asset",
            "attestation_of_reserve",
            "redemption_instructions",
            "approval_server",
            "approval_criteria",
            "countries",
            "toml");

    private static final List<String> CURRENCY_NUMBERS = List.of("display_decimals", "fixed_number", "max_number");

    private static final List<String> CURRENCY_FLAGS = List.of("is_unlimited", "is_asset_anchored", "regulated");

    private static final List<String> CURRENCY_LISTS =
            List.of("collateral_addresses", "collateral_address_messages", "collateral_address_signatures");

    /** Writes the members of an object or array. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private TomlJson() {}

    public static String organisation(StellarToml toml) {
        return object(json -> {
            texts(json, toml.whole(), SERVICES);
            list(json, "ACCOUNTS", toml.accounts());
            texts(json, toml.whole().section("DOCUMENTATION"), ORGANISATION);
        });
    }

    public static String principals(StellarToml toml) {
        return sections(toml.whole().sections("PRINCIPALS"), PRINCIPAL);
    }

    public static String validators(StellarToml toml) {
        return sections(toml.whole().sections("VALIDATORS"), VALIDATOR);
    }

    static String currency(TomlSection entry) {
        return object(json -> {
            texts(json, entry, CURRENCY);
            for (String key : CURRENCY_NUMBERS) {
                var number = entry.findNumber(key);
                if (number.isPresent()) {
                    json.writeNumberField(key, number.get());
                }
            }
            for (String key : CURRENCY_FLAGS) {
                var flag = entry.findFlag(key);
                if (flag.isPresent()) {
                    json.writeBooleanField(key, flag.get());
                }
            }
            for (String key : CURRENCY_LISTS) {
                list(json, key, entry.texts(key));
            }
        });
    }

    private static String sections(List<TomlSection> sections, List<String> keys) {
        return written(json -> {
            json.writeStartArray();
            for (TomlSection section : sections.stream().limit(MAX_SECTIONS).toList()) {
                json.writeStartObject();
                texts(json, section, keys);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void texts(JsonGenerator json, TomlSection section, List<String> keys) throws IOException {
        for (String key : keys) {
            String text = section.text(key);
            if (!text.isEmpty()) {
                json.writeStringField(key, text);
            }
        }
    }

    private static void list(JsonGenerator json, String key, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(key);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    private static String object(Members members) {
        return written(json -> {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        });
    }

    private static String written(Members value) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            value.write(json);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return text.toString();
    }
}
