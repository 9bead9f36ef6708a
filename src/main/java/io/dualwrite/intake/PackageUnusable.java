package io.dualwrite.intake;

import java.io.IOException;

/** A data package turns out to be damaged or too large while it is read; what was read of it so far does not count. */
public final class PackageUnusable extends IOException {
    private static final long serialVersionUID = 1L;

    PackageUnusable(FileRejected rejection) {
        super(rejection.getMessage(), rejection);
    }

    /** Why the package as a whole is of no use. */
    public FileRejected rejection() {
        return (FileRejected) getCause();
    }
}
