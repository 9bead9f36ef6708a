package io.dualwrite.intake;

/** Why a record is not a row; becomes a {@link BrokenRow} once its place is known. */
record Fault(String reason, String field, String found, String expected, String remedy) {
    private static final int SHOWN = 80;

    static Fault of(String found, String expected, String remedy) {
        return new Fault("row-broken", "", found, expected, remedy);
    }

    static Fault in(String field, String reason, String found, String expected, String remedy) {
        return new Fault(reason, field, found, expected, remedy);
    }

    /** Text from the file as a message may show it: one line, of a length that can be read. */
    static String shown(CharSequence text) {
        String head = text.length() <= SHOWN ? text.toString() : text.subSequence(0, SHOWN) + "...";
        StringBuilder line = new StringBuilder("'");
        head.chars()
                .forEach(c ->
                        line.append(Character.isISOControl(c) || Character.isSurrogate((char) c) ? '?' : (char) c));
        return line.append('\'').toString();
    }
}
