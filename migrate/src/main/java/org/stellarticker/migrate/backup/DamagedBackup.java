package org.stellarticker.migrate.backup;

import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;

/** Makes the failure of a backup that cannot be restored as it is. */
final class DamagedBackup {

    private DamagedBackup() {}

    static JobFailure because(String reason) {
        return new JobFailure(Exit.DATA, "the backup is damaged, or is none: " + reason + "; nothing was restored");
    }

    static JobFailure because(String reason, Throwable cause) {
        return new JobFailure(
                Exit.DATA, "the backup is damaged, or is none: " + reason + "; nothing was restored", cause);
    }
}
