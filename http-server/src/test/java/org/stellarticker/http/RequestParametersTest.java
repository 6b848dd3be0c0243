package org.stellarticker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.RequestException;

class RequestParametersTest {

    private static final String ISSUER = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
    private static final Asset USDC = Asset.issued("USDC", ISSUER);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(strings = {"USDC:", "USDC-"})
    void anAssetIsReadInBothForms(String code) throws RequestException {
        assertThat(value(in("asset", code + ISSUER), in -> in.asset("asset").required()))
                .isEqualTo(USDC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "XLM"})
    void theNativeAssetHasTwoNames(String name) throws RequestException {
        assertThat(value(in("asset", name), in -> in.asset("asset").required())).isEqualTo(NativeAsset.XLM);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-29T20:00:00Z, 2026-08-29T20:00:00Z",
        "2026-08-29T20:00:00.25+02:00, 2026-08-29T18:00:00.250Z",
        "2026-08-29T20:00:00 02:00, 2026-08-29T18:00:00Z",
        "1788033600000, 2026-08-29T20:00:00Z",
        "0, 1970-01-01T00:00:00Z",
    })
    void aTimeIsReadInBothForms(String text, Instant expected) throws RequestException {
        assertThat(value(in("from", text), in -> in.time("from").required())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asset  | USDC                        | native or CODE:ISSUER
            asset  | USDC:GABC                   | native or CODE:ISSUER
            asset  | a:b:c                       | native or CODE:ISSUER
            time   | yesterday                   | a time of RFC 3339
            time   | -1                          | a time of RFC 3339
            time   | 2026-08-29T20:00:00         | a time of RFC 3339
            time   | +999999999-12-31T23:59:59Z  | a time of RFC 3339
            time   | 99999999999999999999        | a time of RFC 3339
            length | 5                           | a duration from 1s to 3600s
            length | 2h                          | a duration from 1s to 3600s
            length | 0s                          | a duration from 1s to 3600s
            number | 0                           | a whole number from 1 to 10
            number | 11                          | a whole number from 1 to 10
            number | 1.5                         | a whole number from 1 to 10
            number | ten                         | a whole number from 1 to 10
            flag   | yes                         | true or false
            choice | c                           | a or b
            choice | ''                          | a or b
            """)
    void whatCannotBeUsedIsNamedWithWhatWasExpected(String name, String value, String expected) {
        var refused = refusal(in(name, value));

        assertThat(refused.problem().status()).isEqualTo(400);
        Fault fault = refused.problem().faults().getFirst();
        assertThat(refused.problem().faults()).hasSize(1);
        assertThat(fault.field()).isEqualTo(name);
        assertThat(fault.value()).isEqualTo(value);
        assertThat(fault.expected()).startsWith(expected);
    }

    private static RequestException refusal(RequestParameters in) {
        return catchThrowableOfType(RequestException.class, () -> in.read(RequestParametersTest::all));
    }

    private static List<Optional<?>> all(RequestParameters in) {
        return List.of(
                in.asset("asset").optional(),
                in.time("time").optional(),
                in.duration("length", Duration.ofSeconds(1), HOUR).optional(),
                in.wholeNumber("number", 1, 10).optional(),
                in.flag("flag").optional(),
                in.choice("choice", new TreeMap<>(Map.of("a", 1, "b", 2))).optional());
    }

    @Test
    void allFaultsOfARequestAreReportedTogether() {
        var in = new RequestParameters(
                Map.of("base", "dollar"), Map.of("limit", List.of("1", "2"), "base", List.of("native")));

        var refused = catchThrowableOfType(
                RequestException.class,
                () -> in.read(parameters -> new TradePair(
                        parameters.asset("base").required(),
                        parameters.wholeNumber("limit", 1, 9).or(5) > 0
                                ? parameters.asset("counter").required()
                                : USDC)));

        assertThat(refused.problem().faults())
                .extracting(Fault::field, Fault::value)
                .containsExactly(tuple("base", "dollar"), tuple("limit", "1, 2"), tuple("counter", ""));
        assertThat(refused)
                .hasMessageContaining("base: expected native or CODE:ISSUER")
                .hasMessageContaining("limit: expected a whole number from 1 to 9, once, found \"1, 2\"")
                .hasMessageContaining("issues it, found none");
    }

    @Test
    void aFaultOfTwoParametersIsReportedUnlessOneOfThemHasOne() throws RequestException {
        var pair = catchThrowableOfType(
                RequestException.class,
                () -> in("base", "native").read(in -> {
                    in.fault("base", "another asset than counter");
                    return 1;
                }));
        var both = catchThrowableOfType(
                RequestException.class,
                () -> in("base", "x").read(in -> {
                    in.asset("base").optional();
                    in.fault("base", "another asset than counter");
                    return 1;
                }));

        assertThat(pair).hasMessage("base: expected another asset than counter, found \"native\"");
        assertThat(both.problem().faults()).hasSize(1);
        assertThat(both).hasMessageContaining("native or CODE:ISSUER");
        assertThat(value(in("limit", "7"), in -> in.wholeNumber("limit", 1, 9).or(5)))
                .isEqualTo(7);
        assertThat(value(in("other", "7"), in -> in.wholeNumber("limit", 1, 9).or(5)))
                .isEqualTo(5);
    }

    @Test
    void aLongValueIsShortened() {
        var refused = refusal(in("number", "9".repeat(10_000)));

        assertThat(refused.problem().faults().getFirst().value()).hasSize(101).endsWith("…");
    }

    private static Object value(RequestParameters in, Function<RequestParameters, Object> reader)
            throws RequestException {
        return in.read(reader);
    }

    private static RequestParameters in(String name, String value) {
        return new RequestParameters(Map.of(), Map.of(name, List.of(value)));
    }
}
