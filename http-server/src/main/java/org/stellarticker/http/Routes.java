package org.stellarticker.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** All routes of a listener, found by method and path. A fixed segment is preferred to a parameter. */
public final class Routes {

    /** Decides whether a request is answered, before its route sees it. */
    @FunctionalInterface
    public interface Admission {

        /** Admits every request. */
        Admission ALL = request -> Map.of();

        /**
         * Admits a request.
         *
         * @return the headers that its reply gets
         * @throws RequestException when it is not answered, with the reason for its client
         */
        Map<String, String> admit(ApiRequest request) throws RequestException, InterruptedException;
    }

    /** The form of errors below a path. */
    private record FormBelow(List<String> segments, ErrorForm form) {}

    /** A segment of the patterns; fixed ones have their text. */
    private static final class Node {
        private final Map<String, Node> fixed = new HashMap<>();
        private final Map<String, Route> methods = new TreeMap<>();
        private @Nullable Node parameter;
    }

    /** What there is at a path. */
    sealed interface Match {

        /** @param parameters the values of the pattern's parameters, in its order */
        record Found(Route route, List<PathSegment> parameters) implements Match {}

        /** @param methods those that the path has, without those that the kernel adds */
        record OtherMethods(Set<String> methods) implements Match {}

        record Nothing() implements Match {}
    }

    private final String notFound;
    private final List<Route> all = new ArrayList<>();
    private final List<FormBelow> forms = new ArrayList<>();
    private final Node root = new Node();
    private Admission admission = Admission.ALL;

    /** @param notFound says which addresses there are */
    public Routes(String notFound) {
        this.notFound = notFound;
    }

    /**
     * Adds routes.
     *
     * @throws IllegalArgumentException when another route answers the same requests
     */
    public Routes add(List<Route> routes) {
        routes.forEach(this::add);
        return this;
    }

    public Routes add(Route route) {
        Node node = root;
        for (RoutePattern.Segment segment : route.pattern().segments()) {
            node = child(node, segment);
        }
        Route other = node.methods.putIfAbsent(route.method(), route);
        if (other != null) {
            throw new IllegalArgumentException(
                    "routes: expected one for each address, found " + other + " and " + route);
        }
        all.add(route);
        return this;
    }

    private static Node child(Node node, RoutePattern.Segment segment) {
        if (!segment.parameter()) {
            return node.fixed.computeIfAbsent(segment.text(), absent -> new Node());
        }
        Node child = node.parameter;
        if (child == null) {
            child = new Node();
            node.parameter = child;
        }
        return child;
    }

    /** Gives the errors at a path and below it their form; others have {@link ErrorForm#PLAIN}. */
    public Routes errorsBelow(String path, ErrorForm form) {
        List<String> segments =
                PathSegment.split(path).stream().map(PathSegment::raw).toList();
        forms.add(new FormBelow(segments, form));
        return this;
    }

    /** Has each request admitted before its route sees it; without it, all are. */
    public Routes admitBy(Admission each) {
        admission = each;
        return this;
    }

    Admission admission() {
        return admission;
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    Problem notFound() {
        return Problem.of(404, notFound);
    }

    ErrorForm errors(List<PathSegment> path) {
        List<String> segments =
                path.stream().map(segment -> segment.decoded().orElse("")).toList();
        return forms.stream()
                .filter(below -> segments.size() >= below.segments.size()
                        && segments.subList(0, below.segments.size()).equals(below.segments))
                .max((one, other) -> Integer.compare(one.segments.size(), other.segments.size()))
                .map(FormBelow::form)
                .orElse(ErrorForm.PLAIN);
    }

    Match find(String method, List<PathSegment> path) {
        String registered = method.equals("HEAD") ? "GET" : method;
        var others = new LinkedHashSet<String>();
        return find(root, path, new ArrayList<>(), registered, others)
                .map(Match.class::cast)
                .orElseGet(() -> others.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(others));
    }

    /** @param others gathers the methods of patterns that fit but for the method */
    private static Optional<Match.Found> find(
            Node node, List<PathSegment> path, List<PathSegment> parameters, String method, Set<String> others) {
        if (path.isEmpty()) {
            others.addAll(node.methods.keySet());
            return Optional.ofNullable(node.methods.get(method))
                    .map(route -> new Match.Found(route, List.copyOf(parameters)));
        }
        PathSegment first = path.getFirst();
        List<PathSegment> rest = path.subList(1, path.size());
        Node fixed = node.fixed.get(first.decoded().orElse(""));
        if (fixed != null) {
            Optional<Match.Found> found = find(fixed, rest, parameters, method, others);
            if (found.isPresent()) {
                return found;
            }
        }
        // An empty segment is no value.
        if (node.parameter == null || first.raw().isEmpty()) {
            return Optional.empty();
        }
        parameters.add(first);
        Optional<Match.Found> found = find(node.parameter, rest, parameters, method, others);
        parameters.removeLast();
        return found;
    }
}
