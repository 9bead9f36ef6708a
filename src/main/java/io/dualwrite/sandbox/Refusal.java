package io.dualwrite.sandbox;

/** The system says no: becomes an OData error body, and undoes what the operation did so far. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal badRequest(String code, String message) {
        return new Refusal(400, code, message);
    }

    static Refusal notFound(String code, String message) {
        return new Refusal(404, code, message);
    }

    static Refusal precondition(String code, String message) {
        return new Refusal(412, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
