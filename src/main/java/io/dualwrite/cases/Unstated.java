package io.dualwrite.cases;

import java.io.Serial;

/** A rule asks for something that the case does not say; there is no system to ask. */
final class Unstated extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Subject subject;
    private final String name;

    /** What a rule may ask about. */
    enum Subject {
        PRICE_LIST("price-lists: { %s: <GUID of the list in Sales> }"),
        PRODUCT("products: { %s: { site: 1, warehouse: 13 } }"),
        CUSTOMER("customers: { %s: { site: 1, warehouse: 13 } }"),
        NUMBER("accounts: [ %s ], or contacts");

        private final String answer;

        Subject(String answer) {
            this.answer = answer;
        }
    }

    Unstated(Subject subject, String name) {
        super("a rule asks for what the case does not say", null, false, false);
        this.subject = subject;
        this.name = name;
    }

    Subject subject() {
        return subject;
    }

    String name() {
        return name;
    }

    /** As it would stand in a case. */
    String answer() {
        return String.format(subject.answer, name);
    }
}
