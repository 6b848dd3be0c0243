package org.stellarticker.graphqlserver.rest.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.http.Json;

/** Writes assets, prices and amounts as REST has them: assets in the form of SEP-11, numbers as plain decimals in text. */
public final class RestForms {

    private RestForms() {}

    /** Returns {@code native} or {@code CODE:ISSUER}. */
    public static String sep11(Asset asset) {
        return asset.sep11();
    }

    /** Writes a price, counter per base, that is {@code null} when there is none. */
    public static void writePrice(JsonGenerator json, String name, Optional<Price> price) throws IOException {
        Json.writeText(json, name, price.map(PlainDecimal::of));
    }

    /** Writes a number that is {@code null} when there is none. */
    public static void writeNumber(JsonGenerator json, String name, Optional<BigDecimal> number) throws IOException {
        Json.writeText(json, name, number.map(PlainDecimal::of));
    }
}
