package io.dualwrite.delivery;

import java.util.List;

/** Where pieces of work run side by side. */
public interface Lanes {
    /** Runs all of them; when it returns, they are done. What one of them throws is thrown when all have ended. */
    void run(List<Runnable> pieces);

    /** One after the other, for whoever wants the same order every time. */
    static Lanes one() {
        return pieces -> pieces.forEach(Runnable::run);
    }
}
