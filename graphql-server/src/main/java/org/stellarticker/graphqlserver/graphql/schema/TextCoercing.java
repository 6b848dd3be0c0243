package org.stellarticker.graphqlserver.graphql.schema;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A scalar that is a text in answers. As an argument it stays a text: it is checked and gets its usual form here, and is
 * then read where REST's parameters are, too.
 *
 * @param written returns the text of a value of an answer
 * @param usualForm returns the usual form of an argument's text; empty for one that is not as expected
 * @param expected what an argument is expected to be, for people
 */
record TextCoercing(Function<Object, String> written, Function<String, Optional<String>> usualForm, String expected)
        implements Coercing<String, String> {

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
        return written.apply(value);
    }

    @Override
    public String parseValue(Object input, GraphQLContext context, Locale locale) {
        return (input instanceof String || input instanceof Number
                        ? usualForm.apply(input.toString())
                        : Optional.<String>empty())
                .orElseThrow(() -> new CoercingParseValueException(message("\"" + input + "\"")));
    }

    @Override
    public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return text(input)
                .flatMap(usualForm)
                .orElseThrow(() -> new CoercingParseLiteralException(
                        message(text(input).map(text -> "\"" + text + "\"").orElse("another kind of value"))));
    }

    private static Optional<String> text(Value<?> input) {
        return switch (input) {
            case StringValue text -> Optional.ofNullable(text.getValue());
            case IntValue number -> Optional.of(number.getValue().toString());
            case FloatValue number -> Optional.of(number.getValue().toString());
            default -> Optional.empty();
        };
    }

    private String message(String found) {
        return "expected " + expected + ", found " + found;
    }
}
