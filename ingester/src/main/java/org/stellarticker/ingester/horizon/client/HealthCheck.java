package org.stellarticker.ingester.horizon.client;

/** Checks whether a Horizon may be asked. Called by several threads. */
@FunctionalInterface
public interface HealthCheck {

    /** Accepts every server without a request. */
    HealthCheck ANY = candidate -> Assessment.HEALTHY;

    /** The health of a server, the best first. */
    enum ServerHealth {
        HEALTHY,
        /** The server has the trades that come next, but other servers may have more. */
        LAGGING,
        /** The server no longer keeps the trades that come next. */
        HISTORY_TRIMMED,
        /** The server does not have the trades yet that were read before. */
        BEHIND,
        /** The server has another history and must never be asked. */
        WRONG_NETWORK
    }

    /** @param reason what is wrong with the server; empty for a healthy one */
    record Assessment(ServerHealth health, String reason) {
        public static final Assessment HEALTHY = new Assessment(ServerHealth.HEALTHY, "");
    }

    /** @throws HorizonException when the server does not answer */
    Assessment check(Candidate candidate) throws InterruptedException;
}
