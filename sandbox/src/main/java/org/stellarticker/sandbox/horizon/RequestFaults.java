package org.stellarticker.sandbox.horizon;

import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.stellarticker.sandbox.fault.FaultKind;
import org.stellarticker.sandbox.fault.FaultKind.Target;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.request.Media;

/** Chooses the faults of one request; of none whose header asks for the truth. */
final class RequestFaults {

    /** A request with this header gets no injected faults. */
    private static final String FAULTS_OFF = "Sandbox-Faults";

    private static final String TRADES = "/trades";
    private static final String LEDGER = "/ledgers/";

    private final Faults faults;
    private final String path;
    private final String address;

    private RequestFaults(Faults faults, String path, String address) {
        this.faults = faults;
        this.path = path;
        this.address = address;
    }

    static RequestFaults of(Faults faults, Request request) {
        String path = Request.getPathInContext(request);
        boolean off = isToBeTrue(request) || path.equals(Endpoints.FAULTS);
        return new RequestFaults(
                off ? Faults.none() : faults, path, request.getHttpURI().getPathQuery());
    }

    static boolean isToBeTrue(Request request) {
        return "off".equals(request.getHeaders().get(FAULTS_OFF));
    }

    /** Draws a fault of a whole answer; faults within a stream are drawn event by event. */
    Optional<FaultKind> draw(Answer answer, Media media) {
        if (answer instanceof Answer.Toml) {
            return Optional.empty();
        }
        if (media == Media.EVENT_STREAM) {
            return path.equals(TRADES) ? faults.ofRequest(path, Target.STREAM) : Optional.empty();
        }
        return switch (path) {
            case "/" -> document(path, Target.ROOT);
            case TRADES -> faults.ofRequest(path, Target.PAGE, Target.TRADES_PAGE);
            case "/assets" -> faults.ofRequest(path, Target.PAGE, Target.ASSETS_PAGE);
            case "/liquidity_pools" -> faults.ofRequest(path, Target.PAGE, Target.POOLS_PAGE);
            case "/order_book" -> document(path, Target.ORDER_BOOK);
            default -> path.startsWith(LEDGER) ? document(LEDGER, Target.LEDGER) : faults.ofRequest(path, Target.PAGE);
        };
    }

    private Optional<FaultKind> document(String resource, Target target) {
        return faults.ofDocument(target, address).or(() -> faults.ofRequest(resource, Target.PAGE, target));
    }

    /** Returns a list with its records that are wrong each time. */
    Listing listing(Listing listing) {
        if (path.endsWith(TRADES)) {
            return new FaultyListing(listing, faults, Target.TRADES_PAGE);
        }
        return switch (path) {
            case "/assets" -> new FaultyListing(listing, faults, Target.ASSETS_PAGE);
            case "/liquidity_pools" -> new FaultyListing(listing, faults, Target.POOLS_PAGE);
            default -> listing;
        };
    }

    FaultyEvents events() {
        return path.equals(TRADES) ? FaultyEvents.of(faults) : FaultyEvents.none();
    }
}
