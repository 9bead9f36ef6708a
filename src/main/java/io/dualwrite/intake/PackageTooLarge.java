package io.dualwrite.intake;

import java.io.IOException;

/** A data package unpacks to more than it may; what was read of it so far does not count. */
public final class PackageTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    PackageTooLarge(String message) {
        super(message);
    }

    public FileRejected rejection() {
        return new FileRejected(
                "zip-too-large",
                getMessage(),
                "a package of rows",
                "if it is one, split the export into several packages and drop them one by one");
    }
}
