package io.dualwrite.moment;

/** Is told whenever one of the moments has come. Does nothing but in a crash test. */
@FunctionalInterface
public interface Moments {
    /** Nobody looks. */
    Moments UNWATCHED = moment -> {};

    /** The moment is now; in a crash test this may never return. */
    void reached(Moment moment);
}
