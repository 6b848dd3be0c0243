package org.stellarticker.daemon.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises the variables that Kubernetes sets in each container for each service of its namespace. For a service
 * named {@code ticker} they are {@code TICKER_PORT=tcp://10.0.0.1:8000}, {@code TICKER_SERVICE_HOST} and similar names,
 * which look like our settings.
 */
public final class ServiceLinks {

    private static final Pattern VALUE = Pattern.compile("(?:tcp|udp|sctp)://[^\\s]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile(
            "[A-Z0-9_]+_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?)");

    private ServiceLinks() {}

    /** Returns the warning for a port that is such a variable; empty for every other value. */
    public static Optional<String> ignored(String name, String found, int instead) {
        if (!VALUE.matcher(found).matches()) {
            return Optional.empty();
        }
        String service =
                name.replaceFirst("_PORT$", "").toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.of(name + ": ignored \"" + found + "\", which Kubernetes sets for its service \"" + service
                + "\", and used " + instead + "; set enableServiceLinks: false in the pod, or rename the service");
    }

    /** Returns whether only Kubernetes sets a variable of that name and value. */
    public static boolean isOne(String name, String value) {
        return NAME.matcher(name).matches()
                || (name.endsWith("_PORT") && VALUE.matcher(value).matches());
    }
}
