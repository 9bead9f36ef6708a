package io.dualwrite.intake;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The characters of a file one by one, with the line they stand on. A byte that is not text in the file's encoding
 * comes as a lone low surrogate, which no decoder gives otherwise, so that only the row it stands in is lost: see
 * {@link #isUndecodable}.
 */
final class TextSource implements Closeable {
    /** The longest look ahead, in characters. */
    static final int WINDOW = 32 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
    private final CharBuffer chars = CharBuffer.allocate(2 * WINDOW).flip();
    private boolean bytesEnded;
    private boolean ended;
    private boolean afterReturn;
    private boolean atLineStart = true;
    private long line = 1;

    private TextSource(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    static TextSource of(InputStream in) throws FileRejected, IOException {
        byte[] bytes = in.readNBytes(FileHead.LENGTH);
        FileHead head = FileHead.of(bytes);
        InputStream rest = new ByteArrayInputStream(bytes, head.markLength(), bytes.length - head.markLength());
        return new TextSource(new SequenceInputStream(rest, in), head.charset());
    }

    /** Was this character put in the place of a byte that could not be decoded? */
    static boolean isUndecodable(char before, char character) {
        return Character.isLowSurrogate(character) && !Character.isHighSurrogate(before);
    }

    /** The line of the character that {@link #next} would give, from 1. */
    long line() {
        return afterReturn && peek() != '\n' ? line + 1 : line;
    }

    /** The next character without taking it, or -1 at the end. */
    int peek() {
        return chars.hasRemaining() || fill() ? chars.get(chars.position()) : -1;
    }

    /** Takes the next character, or gives -1 at the end. */
    int next() {
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        char c = chars.get();
        if (afterReturn || c == '\n') {
            line++;
        }
        afterReturn = c == '\r';
        atLineStart = c == '\r' || c == '\n';
        return c;
    }

    /** Was the last character taken a line end, or none taken yet? */
    boolean atLineStart() {
        return atLineStart;
    }

    void skipBlanks() {
        while (peek() >= 0 && Character.isWhitespace(peek())) {
            next();
        }
    }

    /** Up to {@link #WINDOW} of the characters to come. */
    CharSequence ahead() {
        if (chars.remaining() < WINDOW) {
            fill();
        }
        return chars.subSequence(0, Math.min(WINDOW, chars.remaining()));
    }

    private boolean fill() {
        chars.compact();
        try {
            while (!ended && chars.position() < WINDOW) {
                decode();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            chars.flip();
        }
        return chars.hasRemaining();
    }

    private void decode() throws IOException {
        CoderResult result = decoder.decode(bytes, chars, bytesEnded);
        if (result.isError()) {
            chars.put((char) (Character.MIN_LOW_SURROGATE | (bytes.get(bytes.position()) & 0xff)));
            bytes.position(bytes.position() + result.length());
        } else if (!bytesEnded) {
            readMore();
        } else if (result.isUnderflow()) {
            ended = true;
        }
    }

    private void readMore() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytesEnded = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
