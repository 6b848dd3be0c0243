package org.stellarticker.graphqlserver.rest.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.graphqlserver.account.signin.SignIn;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;

/** {@code /api/v1/auth}: sign-in with an account of the network, as SEP-10 has it. */
public final class SignInRoutes {

    private static final String PATH = "/api/v1/auth";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int LONGEST = 10_000;

    private final Optional<SignIn> signIn;
    private final RequestLimits limits;

    /** @param signIn empty where nobody can sign in */
    public SignInRoutes(Optional<SignIn> signIn, RequestLimits limits) {
        this.signIn = signIn;
        this.limits = limits;
    }

    public void addTo(Routes routes) {
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON)
                .add(Route.get(PATH, unlessAway(this::challenge)).within(limits))
                .add(Route.post(PATH, unlessAway(this::token)).within(limits));
    }

    private SignIn on() throws RequestException {
        return signIn.orElseThrow(() -> new RequestException(
                404,
                "signing in by SEP-10 is off here (AUTH_HOME_DOMAIN, AUTH_SIGNING_KEY); ask the operator for a key"));
    }

    private Reply challenge(ApiRequest request) throws RequestException {
        SignIn open = on();
        String account = request.read(in -> account(in, open.homeDomain()));
        SignIn.Challenge challenge = open.challenge(account);
        return AccountForms.reply(200, json -> {
            json.writeStartObject();
            json.writeStringField("transaction", challenge.transaction());
            json.writeStringField("network_passphrase", challenge.networkPassphrase());
            json.writeEndObject();
        });
    }

    private static String account(RequestParameters in, String homeDomain) {
        String account = in.value(
                        "account",
                        "an account of G and 55 characters; multiplexed accounts (M...) cannot sign in here",
                        SignInRoutes::plain)
                .required();
        if (in.text("memo").optional().isPresent()) {
            in.fault("memo", "no memo, because each account of the network has one account here");
        }
        if (in.text("home_domain")
                .optional()
                .filter(given -> !given.equals(homeDomain))
                .isPresent()) {
            in.fault("home_domain", homeDomain);
        }
        return account;
    }

    private static String plain(String text) {
        String account = new AccountId(text).toString();
        if (!account.startsWith("G") || !SignIn.isAccount(account)) {
            throw new IllegalArgumentException("expected an account of G and 55 characters with a valid checksum");
        }
        return account;
    }

    private record Signed(String transaction, Optional<String> invite) {}

    private Reply token(ApiRequest request) throws RequestException, InterruptedException, ClientGone {
        SignIn open = on();
        boolean form = request.header("Content-Type")
                .filter(type -> type.startsWith(FORM))
                .isPresent();
        Signed signed = form
                ? RequestParameters.read(
                        fields(request.body()),
                        in -> new Signed(
                                in.text("transaction").required(),
                                in.text("invite").optional()))
                : request.readBody(in -> new Signed(
                        in.text("transaction", LONGEST).required(),
                        in.text("invite", LONGEST).optional()));
        String token = open.token(signed.transaction(), signed.invite());
        return AccountForms.reply(200, json -> {
            json.writeStartObject();
            json.writeStringField("token", token);
            json.writeEndObject();
        });
    }

    private static Map<String, String> fields(byte[] body) {
        var fields = new HashMap<String, String>();
        for (String field : new String(body, UTF_8).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), decoded(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** A text that cannot be decoded is no transaction, and refused as such. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return text;
        }
    }
}
