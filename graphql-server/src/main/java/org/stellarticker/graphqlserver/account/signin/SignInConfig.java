package org.stellarticker.graphqlserver.account.signin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stellarticker.daemon.settings.Settings;

/**
 * The settings of signing in by SEP-10.
 *
 * @param homeDomain the domain whose stellar.toml names this server
 * @param webAuthDomain the host of this server
 * @param key which that stellar.toml names as SIGNING_KEY
 * @param horizons the servers that know the signers of accounts, the preferred one first
 */
public record SignInConfig(String homeDomain, String webAuthDomain, SigningKey key, List<URI> horizons) {

    private static final Pattern DOMAIN = Pattern.compile("[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?(:[0-9]{1,5})?");

    public SignInConfig {
        horizons = List.copyOf(horizons);
    }

    /** Reads the settings; empty when nobody can sign in. */
    public static Optional<SignInConfig> find(Settings in) {
        Optional<String> domain = in.find("AUTH_HOME_DOMAIN", SignInConfig::domain);
        Optional<String> webAuthDomain = in.find("AUTH_WEB_DOMAIN", SignInConfig::domain);
        Optional<SigningKey> key = in.findSecret("AUTH_SIGNING_KEY", SigningKey::parse);
        if (domain.isPresent() != key.isPresent()) {
            in.clash(
                    "AUTH_HOME_DOMAIN and AUTH_SIGNING_KEY: expected both or neither, found one",
                    "AUTH_HOME_DOMAIN",
                    "AUTH_SIGNING_KEY");
        }
        List<URI> horizons = in.uris("HORIZON_URL", "https://horizon.stellar.org");
        return domain.flatMap(
                home -> key.map(secret -> new SignInConfig(home, webAuthDomain.orElse(home), secret, horizons)));
    }

    private static String domain(String found) {
        if (!DOMAIN.matcher(found).matches()) {
            throw new IllegalArgumentException("expected a domain such as ticker.example, without https:// and path");
        }
        return found;
    }
}
