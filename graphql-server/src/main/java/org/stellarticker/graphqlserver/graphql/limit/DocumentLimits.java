package org.stellarticker.graphqlserver.graphql.limit;

import graphql.execution.instrumentation.DocumentAndVariables;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a document with too many definitions or levels before it is validated. Validation follows each fragment into
 * the next one, and would overflow the stack.
 */
final class DocumentLimits extends SimplePerformantInstrumentation {

    /** The most operations and fragments. */
    static final int MOST_DEFINITIONS = 100;

    /** The most levels of braces; those of a fragment count where it is spread. */
    static final int MOST_LEVELS = 50;

    /** The most fields with another name than their own, in the whole document. */
    static final int MOST_ALIASES = 60;

    /** A fragment that a definition spreads, and the level at which it does. */
    private record Spread(String fragment, int level) {}

    /** The levels of a definition itself, the fragments that add theirs, and its aliases. */
    private record Shape(int levels, List<Spread> spreads, int aliases) {}

    /** Gathers the spreads and aliases of a definition. */
    private static final class Found {
        private final List<Spread> spreads = new ArrayList<>();
        private int aliases;
    }

    @Override
    public DocumentAndVariables instrumentDocumentAndVariables(
            DocumentAndVariables query, InstrumentationExecutionParameters parameters, InstrumentationState state) {
        check(query.getDocument());
        return query;
    }

    private static void check(Document document) {
        int definitions = document.getDefinitions().size();
        if (definitions > MOST_DEFINITIONS) {
            throw new LimitExceeded(
                    "the query has too many operations and fragments: expected at most " + MOST_DEFINITIONS + ", found "
                            + definitions,
                    "definitions",
                    definitions,
                    MOST_DEFINITIONS);
        }
        var fragments = new HashMap<String, Shape>();
        var operations = new ArrayList<Shape>();
        for (Definition<?> definition : document.getDefinitions()) {
            switch (definition) {
                case FragmentDefinition fragment ->
                    fragments.put(fragment.getName(), shape(fragment.getSelectionSet()));
                case OperationDefinition operation -> operations.add(shape(operation.getSelectionSet()));
                default -> {
                    // Validation refuses it.
                }
            }
        }
        checkAliases(fragments.values(), operations);
        checkLevels(fragments, operations);
    }

    private static void checkAliases(Collection<Shape> fragments, List<Shape> operations) {
        int aliases = Stream.concat(fragments.stream(), operations.stream())
                .mapToInt(Shape::aliases)
                .sum();
        if (aliases > MOST_ALIASES) {
            throw new LimitExceeded(
                    "the query has too many aliases: expected at most " + MOST_ALIASES + ", found " + aliases,
                    "aliases",
                    aliases,
                    MOST_ALIASES);
        }
    }

    /** Adds the levels of spread fragments until none grows any more; one that spreads itself meets the limit. */
    private static void checkLevels(Map<String, Shape> fragments, List<Shape> operations) {
        var levels = new HashMap<String, Integer>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, Shape> fragment : fragments.entrySet()) {
                int found = checked(levels(fragment.getValue(), levels));
                grown |= !Integer.valueOf(found).equals(levels.put(fragment.getKey(), found));
            }
        }
        operations.forEach(operation -> checked(levels(operation, levels)));
    }

    private static int levels(Shape shape, Map<String, Integer> ofFragments) {
        int deepest = shape.levels;
        for (Spread spread : shape.spreads) {
            deepest = Math.max(deepest, spread.level + ofFragments.getOrDefault(spread.fragment, 0));
        }
        return deepest;
    }

    private static int checked(int levels) {
        if (levels > MOST_LEVELS) {
            throw new LimitExceeded(
                    "the query nests too deeply: expected at most " + MOST_LEVELS
                            + " levels of braces, with those of a fragment counted where it is spread, found more",
                    "levels",
                    levels,
                    MOST_LEVELS);
        }
        return levels;
    }

    private static Shape shape(@Nullable SelectionSet selections) {
        var found = new Found();
        int levels = levels(selections, 0, found);
        return new Shape(levels, found.spreads, found.aliases);
    }

    /** Follows no fragment, so the parser's own limit of levels bounds the recursion. */
    private static int levels(@Nullable SelectionSet selections, int above, Found found) {
        if (selections == null) {
            return above;
        }
        int level = above + 1;
        int deepest = level;
        for (Selection<?> selection : selections.getSelections()) {
            switch (selection) {
                case Field field -> {
                    found.aliases += field.getAlias() == null ? 0 : 1;
                    deepest = Math.max(deepest, levels(field.getSelectionSet(), level, found));
                }
                case InlineFragment inline ->
                    deepest = Math.max(deepest, levels(inline.getSelectionSet(), level, found));
                case FragmentSpread spread -> found.spreads.add(new Spread(spread.getName(), level));
                default -> throw new IllegalStateException("no selection of GraphQL: " + selection.getClass());
            }
        }
        return deepest;
    }
}
