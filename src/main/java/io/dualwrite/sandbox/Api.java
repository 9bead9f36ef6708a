package io.dualwrite.sandbox;

/** One of the two systems, as its clients see it. */
interface Api {
    /** @throws Refusal if the system says no */
    Answer answer(Request request);

    /** The root that relative URLs in a batch stand on. */
    String root(String path);

    RowStore store();
}
