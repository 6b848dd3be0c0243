package org.stellarticker.ingester.horizon.client;

/** Receives what came of checking the servers. Called by several threads. */
public interface ServerListener {

    /** Ignores all events. */
    ServerListener NONE = new ServerListener() {
        @Override
        public void onSelected(Candidate server) {
            // Nothing depends on the server that is asked.
        }

        @Override
        public void onAllRefused(String reason) {
            // The servers are checked again.
        }
    };

    /**
     * A server was selected, or confirmed.
     *
     * @throws HorizonException when the server does not answer
     */
    void onSelected(Candidate server) throws InterruptedException;

    /**
     * All servers have another history. They are checked again, unless this throws.
     *
     * @throws org.stellarticker.daemon.settings.SettingsException when this ends the program
     */
    void onAllRefused(String reason);
}
