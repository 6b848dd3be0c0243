package org.stellarticker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private final Routes routes = new Routes("there is nothing")
            .add(get("/"))
            .add(get("/markets"))
            .add(post("/markets"))
            .add(get("/markets/{base}/{counter}"))
            .add(get("/markets/native/{counter}"))
            .add(get("/markets/native/best"))
            .add(get("/markets/{base}/{counter}/depth"))
            .add(post("/markets/{base}/best"));

    private static Route get(String pattern) {
        return Route.get(pattern, request -> Reply.text("text/plain", pattern));
    }

    private static Route post(String pattern) {
        return Route.post(pattern, request -> Reply.text("text/plain", pattern));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, GET /, ''",
        "GET, /markets, GET /markets, ''",
        "GET, /markets/, GET /markets, ''",
        "HEAD, /markets, GET /markets, ''",
        "POST, /markets, POST /markets, ''",
        "GET, /markets/USD:G/EUR:G, GET /markets/{base}/{counter}, USD:G EUR:G",
        "GET, /markets/USD%3AG/EUR%2fG/, GET /markets/{base}/{counter}, USD:G EUR/G",
        "GET, /markets/native/EUR:G, GET /markets/native/{counter}, EUR:G",
        "GET, /markets/%6eative/EUR:G, GET /markets/native/{counter}, EUR:G",
        "GET, /markets/native/best, GET /markets/native/best, ''",
        "GET, /markets/native/best/depth, GET /markets/{base}/{counter}/depth, native best",
        "POST, /markets/native/best, POST /markets/{base}/best, native",
        "GET, /markets/./x/../native/best, GET /markets/native/best, ''",
    })
    void aRouteIsFoundByMethodAndPath(String method, String path, String route, String parameters) {
        var found = (Routes.Match.Found) find(method, path);

        assertThat(found.route()).hasToString(route);
        assertThat(found.parameters().stream().map(segment -> segment.decoded().orElseThrow()))
                .containsExactly(parameters.isEmpty() ? new String[0] : parameters.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/other", "/markets/USD:G", "/markets//EUR:G", "/markets/a/b/c", "/markets/a/b/depth/e", "//"})
    void thereIsNothingElse(String path) {
        assertThat(find("GET", path)).isEqualTo(new Routes.Match.Nothing());
    }

    @Test
    void thePathsMethodsAreGivenForAnother() {
        assertThat(((Routes.Match.OtherMethods) find("PUT", "/markets")).methods())
                .containsExactlyInAnyOrder("GET", "POST");
        assertThat(((Routes.Match.OtherMethods) find("PUT", "/markets/native/best")).methods())
                .containsExactlyInAnyOrder("GET", "POST");
        assertThat(((Routes.Match.OtherMethods) find("POST", "/markets/a/b")).methods())
                .containsExactly("GET");
    }

    @Test
    void aSegmentThatIsNoUtf8FitsNoFixedOneAndIsNoText() {
        var found = (Routes.Match.Found) find("GET", "/markets/%ff/%zz");

        assertThat(found.parameters()).extracting(PathSegment::raw).containsExactly("%ff", "%zz");
        assertThat(found.parameters()).allMatch(segment -> segment.decoded().isEmpty());
    }

    @Test
    void twoRoutesForOneAddressAreAFault() {
        assertThatThrownBy(() -> routes.add(get("/markets/{a}/{b}")))
                .hasMessage("routes: expected one for each address, found GET /markets/{base}/{counter} and GET"
                        + " /markets/{a}/{b}");
        assertThatThrownBy(() -> routes.add(post("/markets"))).hasMessageContaining("POST /markets and POST /markets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"markets", "/markets/", "/a//b", "/a/{}", "/a/{b", "/a/x{b}", "/{a}/{a}"})
    void whatIsNoPatternIsAFault(String pattern) {
        assertThatThrownBy(() -> RoutePattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("found " + pattern);
    }

    @Test
    void theLongestPathDecidesTheFormOfErrors() {
        ErrorForm other = problem -> Reply.text("text/plain", problem.detail());
        routes.errorsBelow("/api/v1", ErrorForm.PROBLEM_JSON).errorsBelow("/api/v1/other", other);

        assertThat(routes.errors(path("/api/v1"))).isSameAs(ErrorForm.PROBLEM_JSON);
        assertThat(routes.errors(path("/api/v1/markets/%ff"))).isSameAs(ErrorForm.PROBLEM_JSON);
        assertThat(routes.errors(path("/api/v1/other/x"))).isSameAs(other);
        assertThat(routes.errors(path("/api/v10"))).isSameAs(ErrorForm.PLAIN);
    }

    private Routes.Match find(String method, String path) {
        return routes.find(method, path(path));
    }

    private static List<PathSegment> path(String path) {
        return PathSegment.split(path);
    }
}
