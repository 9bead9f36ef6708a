package io.dualwrite;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What can happen to a good file on its way: edits that turn it into a bad one. A shrunk failure has few of them. */
public final class Mutation {
    private static final byte[][] MARKS = {
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {(byte) 0xFF, (byte) 0xFE},
        {(byte) 0xFE, (byte) 0xFF},
        {'P', 'K', 3, 4},
        {0x1F, (byte) 0x8B}
    };
    private static final String[] NUMBERS = {
        "1e999999999",
        "-1e-999999999",
        "9".repeat(200),
        "9".repeat(2000),
        "0.".repeat(3),
        "1E99999999999999999999",
        "-0",
        "NaN",
        "1e1000",
        "2147483648",
        "9223372036854775808"
    };
    private static final String[] OPENERS = {
        "[", "{\"a\":", "(", "{a: ", "- ", "<a>", "not ", "!", "&a [*a,", "--b\n\n", "((((\"", "*a", "\\u", "\"\"",
        "&#x"
    };
    private static final String[] MARKUP = {
        "\"",
        "'",
        "\"\"",
        "\\",
        ",",
        ";",
        "\t",
        "|",
        "{",
        "}",
        "[",
        "]",
        ":",
        "@",
        "&",
        "*",
        "%",
        "#",
        "<",
        ">",
        "<!",
        "]]>",
        "--",
        "&lt;",
        "&x;",
        "=",
        "\u2028",
        "\uD83D\uDE00",
        "\r",
        "\n",
        "\r\n\r\n",
        "../",
        "null",
        "~",
        "!!",
        "? ",
        "|\n",
        "%FF"
    };

    private Mutation() {}

    enum Kind {
        CUT,
        DROP,
        DOUBLE,
        SWAP,
        FLIP,
        NUMBER,
        NEST,
        NUL,
        MARK,
        MARKUP,
        LINE_ENDS,
        LATIN_1,
        UTF_16,
        RANDOM
    }

    /** One edit; where and how long are taken modulo the size of what is edited. */
    public record Edit(Kind kind, int at, int length) {
        byte[] applied(byte[] bytes) {
            int from = bytes.length == 0 ? 0 : at % bytes.length;
            int to = Math.min(bytes.length, from + 1 + length % 64);
            return switch (kind) {
                case CUT -> Arrays.copyOf(bytes, from);
                case DROP -> joined(head(bytes, from), tail(bytes, to));
                case DOUBLE -> joined(head(bytes, to), tail(bytes, from));
                case SWAP -> joined(head(bytes, from), tail(bytes, to), Arrays.copyOfRange(bytes, from, to));
                case FLIP -> joined(head(bytes, from), new byte[] {(byte) length}, tail(bytes, from + 1));
                case NUMBER -> inserted(bytes, from, utf8(NUMBERS[length % NUMBERS.length]));
                case NEST -> inserted(bytes, from, utf8(OPENERS[length % OPENERS.length].repeat(1 + length % 3000)));
                case NUL -> inserted(bytes, from, new byte[1 + length % 4]);
                case MARK -> inserted(bytes, length % 2 == 0 ? 0 : from, MARKS[length / 2 % MARKS.length]);
                case MARKUP -> inserted(bytes, from, utf8(MARKUP[length % MARKUP.length]));
                case LINE_ENDS -> lineEnds(bytes, length);
                case LATIN_1 -> recoded(bytes, StandardCharsets.ISO_8859_1);
                case UTF_16 -> recoded(bytes, length % 2 == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
                case RANDOM -> inserted(bytes, from, noise(at, length));
            };
        }
    }

    /** Some edits, one after another. */
    public static Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 1 << 20),
                        Arbitraries.integers().between(0, 1 << 16))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** What the edits make of it; of at most 1 MB, so that doubling does not run away. */
    public static byte[] of(byte[] good, List<Edit> edits) {
        byte[] bytes = good;
        for (Edit edit : edits) {
            bytes = edit.applied(bytes);
            bytes = bytes.length > 1 << 20 ? Arrays.copyOf(bytes, 1 << 20) : bytes;
        }
        return bytes;
    }

    public static String of(String good, List<Edit> edits) {
        return new String(of(utf8(good), edits), StandardCharsets.UTF_8);
    }

    private static byte[] lineEnds(byte[] bytes, int salt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            boolean other = bytes[i] == '\n' && (i ^ salt) % 3 != 0;
            out.writeBytes(other ? utf8(salt % 2 == 0 ? "\r" : "\r\n") : new byte[] {bytes[i]});
        }
        return out.toByteArray();
    }

    private static byte[] recoded(byte[] bytes, Charset charset) {
        return new String(bytes, StandardCharsets.UTF_8).getBytes(charset);
    }

    private static byte[] noise(int seed, int length) {
        byte[] noise = new byte[1 + length % 200];
        new java.util.Random(seed).nextBytes(noise);
        return noise;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return joined(head(bytes, at), more, tail(bytes, at));
    }

    private static byte[] head(byte[] bytes, int to) {
        return Arrays.copyOf(bytes, Math.min(to, bytes.length));
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
