package org.stellarticker.ingester.horizon;

import org.stellarticker.daemon.SettingsFault;

/** Decides which Horizon may be asked, by what it says of itself. Called by several threads. */
public interface Admission {

    /** Any at all, unasked. */
    Admission ANY = new Admission() {
        @Override
        public Verdict judge(Candidate candidate) {
            return Verdict.FITS;
        }

        @Override
        public void taken(Candidate candidate) {
            // Nothing depends on which one it is.
        }

        @Override
        public void refused(String reason) {
            throw new SettingsFault(reason);
        }
    };

    /** How well a server serves, the best first. */
    enum Standing {
        FITS,
        /** It has what comes next, and others may have more by now. */
        LAGS,
        /** It no longer keeps what is wanted of it. */
        FORGETS,
        /** It has not got yet what was read before. */
        BEHIND,
        /** Its history is another one: it must never be asked. */
        STRANGER
    }

    /** @param reason what speaks against it; empty when nothing does */
    record Verdict(Standing standing, String reason) {
        public static final Verdict FITS = new Verdict(Standing.FITS, "");
    }

    /** @throws HorizonFault when the server does not answer */
    Verdict judge(Candidate candidate) throws InterruptedException;

    /**
     * This server is asked from now on, or still.
     *
     * @throws HorizonFault when it does not answer
     */
    void taken(Candidate candidate) throws InterruptedException;

    /**
     * None of the servers may be asked, since all have another history. They are tried again, unless this throws.
     *
     * @throws SettingsFault when that ends the program: as long as it never served, the settings are wrong
     */
    void refused(String reason);
}
