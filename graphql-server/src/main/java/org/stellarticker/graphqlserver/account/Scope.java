package org.stellarticker.graphqlserver.account;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a key allows. */
public enum Scope {
    /** Asking with a quota of its own, what is public and what belongs to the account. */
    READ("read"),
    /** Keeping subscriptions. */
    SUBSCRIBE("subscribe"),
    /** Adding entries to the journal. */
    CRAWL_WRITE("crawl:write"),
    /** Reading the journal. */
    CRAWL_READ("crawl:read"),
    /** Changing the accounts, keys and quotas of others. */
    ADMIN("admin");

    /** What a key is expected to allow. */
    public static final String EXPECTED = "a list of "
            + String.join(", ", Arrays.stream(values()).map(Scope::text).toList()) + ", each once";

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** Returns the scope as requests, answers and the database have it. */
    public String text() {
        return text;
    }

    /** Returns the scope of a text; empty when it is none. */
    public static Optional<Scope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** Returns all scopes by their texts, in their order. */
    public static Map<String, Scope> byText() {
        return Arrays.stream(values()).collect(toMap(Scope::text, scope -> scope, (one, _) -> one, LinkedHashMap::new));
    }

    /** Returns the scopes of texts. A text of a later release allows nothing here. */
    static Set<Scope> of(Collection<String> texts) {
        var scopes = EnumSet.noneOf(Scope.class);
        texts.stream().map(Scope::find).flatMap(Optional::stream).forEach(scopes::add);
        return scopes;
    }

    /** Returns the texts in the order of the scopes. */
    public static List<String> texts(Collection<Scope> scopes) {
        return Arrays.stream(values()).filter(scopes::contains).map(Scope::text).toList();
    }
}
