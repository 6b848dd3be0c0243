package org.stellarticker.ingester.horizon;

import org.stellarticker.daemon.settings.SettingsException;

/** Decides which Horizon may be asked, by what it says of itself. Called by several threads. */
public interface HealthCheck {

    /** Any at all, unasked. */
    HealthCheck ANY = new HealthCheck() {
        @Override
        public Assessment judge(Candidate candidate) {
            return Assessment.HEALTHY;
        }

        @Override
        public void taken(Candidate candidate) {
            // Nothing depends on which one it is.
        }

        @Override
        public void refused(String reason) {
            throw new SettingsException(reason);
        }
    };

    /** How well a server serves, the best first. */
    enum ServerHealth {
        HEALTHY,
        /** It has what comes next, and others may have more by now. */
        LAGGING,
        /** It no longer keeps what is wanted of it. */
        HISTORY_TRIMMED,
        /** It has not got yet what was read before. */
        BEHIND,
        /** Its history is another one: it must never be asked. */
        WRONG_NETWORK
    }

    /** @param reason what speaks against it; empty when nothing does */
    record Assessment(ServerHealth health, String reason) {
        public static final Assessment HEALTHY = new Assessment(ServerHealth.HEALTHY, "");
    }

    /** @throws HorizonException when the server does not answer */
    Assessment judge(Candidate candidate) throws InterruptedException;

    /**
     * This server is asked from now on, or still.
     *
     * @throws HorizonException when it does not answer
     */
    void taken(Candidate candidate) throws InterruptedException;

    /**
     * None of the servers may be asked, since all have another history. They are tried again, unless this throws.
     *
     * @throws SettingsException when that ends the program: as long as it never served, the settings are wrong
     */
    void refused(String reason);
}
