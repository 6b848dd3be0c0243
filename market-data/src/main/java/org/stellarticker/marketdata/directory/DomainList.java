package org.stellarticker.marketdata.directory;

import java.net.IDN;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A list of domains. It holds a domain when it names it or one that it lies below. */
public final class DomainList {

    /** A list of nothing. */
    public static final DomainList NONE = new DomainList(Set.of());

    private final Set<String> domains;

    /**
     * Makes a list.
     *
     * @param entries domains in any case and alphabet, with or without {@code *.} before them; what is no domain is left out
     */
    public DomainList(Collection<String> entries) {
        var usual = new HashSet<String>();
        for (String entry : entries) {
            usualForm(entry.startsWith("*.") ? entry.substring(2) : entry).ifPresent(usual::add);
        }
        this.domains = Set.copyOf(usual);
    }

    private static Optional<String> usualForm(String domain) {
        try {
            String ascii = IDN.toASCII(domain.strip()).toLowerCase(Locale.ROOT);
            return ascii.isEmpty() ? Optional.empty() : Optional.of(ascii);
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** Returns whether a domain, or one that it lies below, is on the list. */
    public boolean contains(String domain) {
        Optional<String> left = usualForm(domain);
        while (left.isPresent()) {
            if (domains.contains(left.get())) {
                return true;
            }
            int dot = left.get().indexOf('.');
            left = dot < 0 ? Optional.empty() : Optional.of(left.get().substring(dot + 1));
        }
        return false;
    }

    public int size() {
        return domains.size();
    }
}
