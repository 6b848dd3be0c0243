package org.stellarticker.ingester.horizon.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.ingester.Hostile;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.json.LargePage;

@Timeout(30)
class AssetPageTest {

    private static final String CASE = Hostile.record("asset-records.ndjson", "count-that-is-no-number");
    private static final String GOOD = CASE.replace("\"authorized\": \"abc\"", "\"authorized\": 500");

    private static String asset(int number) {
        return GOOD.replace("\"CASE", "\"A" + number);
    }

    private static AssetPage page(List<String> records, String next) {
        return AssetPageReader.read(text(records, next).getBytes(UTF_8));
    }

    private static String text(List<String> records, String next) {
        return "{\"_links\": {\"next\": {\"href\": \"https://horizon/assets?cursor=" + next
                + "&limit=200\"}}, \"_embedded\": {\"records\": [" + String.join(",\n", records) + "]}}";
    }

    /** Reads a page of 200 whose record at a place is this one. */
    private static AssetPage among(String record, int at) {
        var records = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(AssetPageTest::asset).toList());
        records.set(at, record);
        AssetPage page = page(records, "A199_G_credit_alphanum4");
        assertThat(page.listings()).hasSize(199);
        assertThat(page.next().orElseThrow()).startsWith("A199_G");
        return page;
    }

    @Test
    void aRecordWithoutATypeIsListedAndNotRejected() {
        String record = GOOD.replaceFirst("\"asset_type\":\\s*\"credit_alphanum4\",", "");
        assertThat(record).isNotEqualTo(GOOD);

        AssetPage page = page(List.of(record), "CASE_G");

        assertThat(page.listings()).hasSize(1);
        assertThat(page.rejected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"balance-with-exponent", "count-that-is-no-number"})
    void aKnownCaseCostsItselfAlone(String name) {
        AssetPage page = among(Hostile.record("asset-records.ndjson", name), 77);

        assertThat(page.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.token()).startsWith("CASE_G");
            assertThat(rejected.reason())
                    .contains("authorized: expected")
                    .contains(name.contains("count") ? "abc" : "1e9");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "\"1000.0000000\", 1e999999999",
        "\"1000.0000000\", \"1E+40\"",
        "\"1000.0000000\", \"NaN\"",
        "\"1000.0000000\", \"-1.0000000\"",
        "\"1000.0000000\", \"1.00000001\"",
        "\"1000.0000000\", \"99999999999999999999999999999999999999999\"",
        "\"1000.0000000\", {}",
        "\"authorized\": 500, \"authorized\": 1e999999999",
        "\"authorized\": 500, \"authorized\": 9223372036854775808",
        "\"authorized\": 500, \"authorized\": -1",
        "\"authorized\": 500, \"authorized\": null",
        "\"num_contracts\": 0, \"num_contracts\": [[[[]]]",
        "\"num_contracts\": 0, \"num_contracts\": 1.5",
        "\"auth_required\": false, \"auth_required\": \"perhaps\"",
        "\"asset_code\": \"CASE\", \"asset_code\": \"C\\u0000SE\"",
        "\"asset_issuer\": \"GA, \"asset_issuer\": \"\\ud800",
        "\"paging_token\", \"token\"",
    })
    void aMemberThatNobodyCanUseCostsItsRecord(String good, String bad) {
        String record = GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThat(record).isNotEqualTo(GOOD).contains(bad);
        for (int at : new int[] {0, 100, 199}) {
            assertThat(among(record, at).rejected()).hasSize(1);
        }
    }

    @Test
    void whatIsNoRecordCostsItselfAlone() {
        for (String record :
                List.of("7", "null", "[]", "\"a,b\"", "{}", "{\"a\": 1} x", "[".repeat(9000) + "]".repeat(9000))) {
            assertThat(among(record, 3).rejected()).as(record.substring(0, 1)).hasSize(1);
        }
    }

    @Test
    void aRecordThatIsTooLargeCostsItselfAlone() {
        String large =
                GOOD.replace("\"num_contracts\"", "\"memo\": \"" + "x".repeat(100_000) + "\", \"num_contracts\"");

        assertThat(among(large, 9).rejected())
                .singleElement()
                .satisfies(
                        rejected -> assertThat(rejected.reason()).startsWith("record: expected at most 65536 bytes"));
    }

    /** Paths of 20 KB for each of 20,000 values took 400 MB of a heap of 96 MB. */
    @ParameterizedTest
    @CsvSource({"20000, 20000", "10, 1001", "40000, 7"})
    void aRecordWhoseValuesHaveTooManyOrTooLongPathsCostsItselfAlone(int nameLength, int values) {
        String record = GOOD.replace(
                "\"num_contracts\"",
                "\"" + "x".repeat(nameLength) + "\": [" + "1,".repeat(values - 1) + "1], \"num_contracts\"");

        assertThat(among(record, 9).rejected())
                .singleElement()
                .satisfies(
                        rejected -> assertThat(rejected.reason()).startsWith("record: expected at most 1000 values"));
    }

    /** A record that cannot be read must not decide where the next page begins. */
    @Test
    void aLastRecordThatCannotBeReadMovesNothingBeyondThePage() {
        String far = Hostile.record("asset-records.ndjson", "count-that-is-no-number")
                .replace("\"CASE", "\"ZZZZ");

        assertThat(page(List.of(asset(1), far), "A1_G_credit_alphanum4").next()).contains("A1_G_credit_alphanum4");
    }

    /** Nor must one that can be read: its token may lie, the page's link does not. */
    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "zzzz"})
    void theTokenOfALastRecordThatCanBeReadDoesNotDecideWhereTheNextPageBegins(String code) {
        String lie = asset(2).replaceFirst("\"paging_token\": \"A2", "\"paging_token\": \"" + code);
        assertThat(lie).isNotEqualTo(asset(2));

        AssetPage page = page(List.of(asset(1), lie), "A2_G_credit_alphanum4");

        assertThat(page.listings()).hasSize(2);
        assertThat(page.next()).contains("A2_G_credit_alphanum4");
    }

    /** Nor where the link follows it, as Horizon's own links do. */
    @Test
    void whereTheLinkFollowsATokenThatTheRecordDoesNotConfirmTheRecordBeforeItDecides() {
        String good = GOOD.replaceAll("_G[A-Z0-9]*_", "_" + issuer(GOOD) + "_");
        String lie = good.replaceFirst("\"paging_token\": \"CASE", "\"paging_token\": \"zzzz");
        String lied = "zzzz_" + issuer(GOOD) + "_credit_alphanum4";
        assertThat(lie).isNotEqualTo(good);

        assertThat(page(List.of(good, lie), lied).next()).contains("CASE_" + issuer(GOOD) + "_credit_alphanum4");
        assertThat(page(List.of(good, lie), lied).listings()).hasSize(2);
        assertThat(page(List.of(lie), lied).next()).contains(lied);
    }

    private static String issuer(String record) {
        var issuer = Pattern.compile("\"asset_issuer\": \"([A-Z0-9]+)\"").matcher(record);
        assertThat(issuer.find()).isTrue();
        return issuer.group(1);
    }

    @Test
    void theLinksOfARecordDoNotDecideWhereTheNextPageBegins() {
        String lie = asset(1).replaceFirst(
                        "\"paging_token\"",
                        "\"next\": {\"href\": \"https://horizon/assets?cursor=zzzz\"}, \"paging_token\"");
        String page = "{\"_embedded\": {\"records\": [" + lie + "]}, \"_links\": {\"next\": {\"href\": "
                + "\"https://horizon/assets?cursor=A1_G\"}}}";

        assertThat(AssetPageReader.read(page.getBytes(UTF_8)).next()).contains("A1_G");
    }

    /** The link of a page that was cut down leads past what was cut off. */
    @Test
    void aPageThatIsTooLargeGoesOnBehindItsLastRecord() throws IOException {
        List<String> records = IntStream.range(0, 200)
                .mapToObj(AssetPageTest::asset)
                .map(record -> record.replace(
                        "\"num_contracts\"", "\"memo\": \"" + "x".repeat(60_000) + "\", \"num_contracts\""))
                .toList();

        AssetPage page = AssetPageReader.read(LargePage.reduce(new ByteArrayInputStream(
                text(records, "A199_G_credit_alphanum4").getBytes(UTF_8))));

        assertThat(page.rejected()).isEmpty();
        assertThat(page.listings()).hasSizeBetween(50, 100);
        assertThat(page.next().orElseThrow()).startsWith("A" + (page.listings().size() - 1) + "_G");
    }

    @ParameterizedTest
    @CsvSource({
        // A brace, a bracket or a quote that is missing, and one too many.
        "\"flags\": {, \"flags\": ",
        "\"accounts\": {, \"accounts\": {{",
        "\"num_contracts\": 0, \"num_contracts\": [[[[]]]",
        "\"num_contracts\": 0, \"num_contracts\": 0}",
        "\"num_contracts\": 0, \"num_contracts\": 0]",
        "\"num_contracts\": 0, \"num_contracts: 0",
    })
    void aRecordWhoseBracketsOrQuotesDoNotCloseCostsItselfAlone(String good, String bad) {
        String record = GOOD.replace(good, bad);
        assertThat(record).isNotEqualTo(GOOD);

        for (int at : new int[] {0, 100, 199}) {
            assertThat(among(record, at).rejected()).as(bad + " at " + at).hasSize(1);
        }
    }

    /** One broken record closes the brackets of another, and the records between them would be lost. */
    @Test
    void twoRecordsWithoutTheirBracketsHideNoneBetweenThem() {
        for (List<String> pair : List.of(
                List.of(GOOD.substring(0, GOOD.lastIndexOf('}')), GOOD + "}"),
                List.of(GOOD.replaceFirst("\"CASE", "CASE"), GOOD.replaceFirst("\"CASE", "CASE")))) {
            var records = new ArrayList<>(
                    IntStream.range(0, 200).mapToObj(AssetPageTest::asset).toList());
            records.set(50, pair.getFirst());
            records.set(90, pair.getLast());

            AssetPage page = page(records, "x");

            assertThat(page.listings()).hasSize(198);
            assertThat(page.rejected()).hasSize(2);
        }
    }

    @Test
    void aPageThatIsCutShortIsAFault() {
        String whole = text(List.of(asset(1), asset(2), asset(3)), "x");

        for (int length = 0; length < whole.lastIndexOf(']'); length++) {
            byte[] part = whole.substring(0, length).getBytes(UTF_8);
            assertThatExceptionOfType(HorizonException.class)
                    .as(whole.substring(0, length))
                    .isThrownBy(() -> AssetPageReader.read(part));
        }
    }

    @Test
    void sumsBeyond64BitsCount() {
        AssetPage page = page(List.of(GOOD.replace("1000.0000000", "18446744073709551616.0000001")), "x");

        assertThat(page.listings().getFirst().holdings().authorized().amount())
                .isEqualTo(new BigDecimal("18446744073709551616.0000001"));
    }

    @Test
    void aPageThatDoesNotReportWhereTheNextOneBeginsIsAFault() {
        assertThatExceptionOfType(HorizonException.class)
                .isThrownBy(() -> AssetPageReader.read("{\"_embedded\": {\"records\": [{}]}}".getBytes(UTF_8)));
    }

    @Test
    void anEmptyPageIsTheEnd() {
        assertThat(page(List.of(), "x").next()).isEmpty();
    }
}
