package org.stellarticker.db;

/** A named advisory lock of PostgreSQL, which excludes others that take the lock of the same name in one database. */
public final class AdvisoryLock {

    private final String name;
    private final String detail;

    private AdvisoryLock(String name, String detail) {
        this.name = name;
        this.detail = detail;
    }

    /** Returns the lock of a name. */
    public static AdvisoryLock of(String name) {
        return new AdvisoryLock(name, "");
    }

    /** Returns one of several locks that share a name, such as one for each role. */
    public static AdvisoryLock of(String name, String detail) {
        return new AdvisoryLock(name, detail);
    }

    /** Waits for the lock and holds it until the end of the transaction. */
    public void lock(Transaction tx) {
        tx.get("select pg_advisory_xact_lock(hashtext(?), hashtext(?))", _ -> true, name, detail);
    }

    /** Waits for the lock and holds it until the end of the transaction, together with others that share it. */
    public void lockShared(Transaction tx) {
        tx.get("select pg_advisory_xact_lock_shared(hashtext(?), hashtext(?))", _ -> true, name, detail);
    }

    /**
     * Takes the lock, unless another session holds it, until {@link #unlock} or the end of the session.
     *
     * @return whether the session holds it
     */
    public boolean tryLock(Transaction session) {
        return session.get(
                "select pg_try_advisory_lock(hashtext(?), hashtext(?)) as locked",
                columns -> columns.getBoolean("locked"),
                name,
                detail);
    }

    /** Releases the lock of a session at once; the end of the session does it a moment later. */
    public void unlock(Transaction session) {
        session.get("select pg_advisory_unlock(hashtext(?), hashtext(?))", _ -> true, name, detail);
    }
}
