package io.dualwrite.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what would fill a memory, in a process with little of it; a line of output for each. */
final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] folder) throws Exception {
        read("columns", Format.CSV, new Pieces("a").then("", ",c", 10_000_000).then("\n1\n", "", 0));
        read(
                "empty-columns",
                Format.CSV,
                new Pieces("a,b\n").then("", ",", 10_000_000).then("\nx,y\n", "", 0));
        read(
                "line",
                Format.CSV,
                new Pieces("a,b\n").then("1,", "x", 100_000_000).then("\n3,4\n", "", 0));
        read("open-quote", Format.CSV, new Pieces("a,b\n1,2\n").then("1,\"", "x\n", 10_000_000));
        read("cell", Format.CSV, new Pieces("a,b\n").then("1,", "x", 5_000_000).then("\n3,4\n", "", 0));
        read("header", Format.CSV, new Pieces("").then("", "x", 20_000_000));
        read(
                "deep",
                Format.JSON,
                new Pieces("")
                        .then("", "{\"a\":", 100_000)
                        .then("1", "}", 100_000)
                        .then("\n{\"a\":1}", "", 0));
        read(
                "deep-list",
                Format.JSON,
                new Pieces("{\"a\":")
                        .then("", "[", 100_000)
                        .then("", "]", 100_000)
                        .then("}\n{\"a\":1}", "", 0));
        read(
                "properties",
                Format.JSON,
                new Pieces("{\"a\":1").then("", ",\"\":1", 1_000_000).then("}\n{\"a\":1}", "", 0));
        read("names", Format.JSON, names());
        read(
                "text",
                Format.JSON,
                new Pieces("{\"a\":\"").then("", "x", 20_000_000).then("\"}\n{\"a\":1}", "", 0));
        read("digits", Format.JSON, new Pieces("{\"a\":").then("", "9", 200).then("}\n{\"a\":1}", "", 0));
        read(
                "more-digits",
                Format.JSON,
                new Pieces("{\"a\":").then("", "9", 900_000).then("}\n{\"a\":1}", "", 0));
        read("exponent", Format.JSON, new Pieces("{\"a\":1e999999999}\n{\"a\":1e99999999999999}\n{\"a\":1}"));
        read("no-end", Format.JSON, new Pieces("").then("{", " ", 20_000_000));
        for (String name : List.of("ratio.zip", "total.zip", "manifest.zip", "directory.zip", "entries.zip")) {
            read(name, Path.of(folder[0], name));
        }
    }

    /** Few names around many fields: each field would repeat them. */
    private static Pieces names() {
        Pieces pieces = new Pieces("");
        for (int level = 0; level < 10; level++) {
            pieces.then("{\"", "n", 45_000).then("\":", "", 0);
        }
        pieces.then("{\"x\":0", "", 0);
        for (int field = 0; field < 9_000; field++) {
            pieces.then(",\"" + field + "\":1", "", 0);
        }
        return pieces.then("}", "}", 10).then("\n{\"a\":1}", "", 0);
    }

    private static void read(String name, Format format, InputStream in) throws IOException {
        int rows = 0;
        List<String> broken = new ArrayList<>();
        try (RowSource source = RowReader.open(in, name, format, ReadOptions.DEFAULT)) {
            while (source.hasNext()) {
                if (source.next() instanceof BrokenRow row) {
                    broken.add(row.reason());
                } else {
                    rows++;
                }
            }
            say(name, rows + " rows " + broken);
        } catch (FileRejected rejected) {
            say(name, rejected.reason());
        }
    }

    private static void read(String name, Path zip) throws IOException {
        try (DataPackage pack = DataPackage.open(zip, PackageLimits.DEFAULT)) {
            for (DataPackage.Part part : pack.parts(new ArrayList<>())) {
                try (RowSource rows = pack.open(part, ReadOptions.DEFAULT)) {
                    rows.forEachRemaining(row -> {});
                }
            }
            say(name, "read");
        } catch (FileRejected rejected) {
            say(name, rejected.reason());
        } catch (PackageUnusable unusable) {
            say(name, unusable.rejection().reason());
        } catch (java.io.UncheckedIOException e) {
            say(name, ((PackageUnusable) e.getCause()).rejection().reason());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String name, String what) {
        System.out.println(name + ": " + what);
    }

    /** ASCII text that is made while it is read. */
    private static final class Pieces extends InputStream {
        private record Piece(String once, String again, long times) {}

        private final List<Piece> pieces = new ArrayList<>();
        private int piece;
        private long at;

        Pieces(String start) {
            then(start, "", 0);
        }

        Pieces then(String once, String again, long times) {
            pieces.add(new Piece(once, again, times));
            return this;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = 0;
            for (int c = read(); c >= 0; c = read()) {
                buffer[offset + count++] = (byte) c;
                if (count == length) {
                    return count;
                }
            }
            return count == 0 ? -1 : count;
        }

        @Override
        public int read() {
            while (piece < pieces.size()) {
                Piece now = pieces.get(piece);
                long place = at++;
                if (place < now.once().length()) {
                    return now.once().charAt((int) place);
                }
                long behind = place - now.once().length();
                if (behind < now.again().length() * now.times()) {
                    return now.again().charAt((int) (behind % now.again().length()));
                }
                piece++;
                at = 0;
            }
            return -1;
        }
    }
}
