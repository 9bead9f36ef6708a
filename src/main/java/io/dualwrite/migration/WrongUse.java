package io.dualwrite.migration;

/** Options, file names or a file beside the exports are wrong; nothing was read and nothing written. */
public final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what was found, what was expected and what to do, in one sentence */
    public WrongUse(String message) {
        super(message);
    }
}
