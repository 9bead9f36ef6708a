package io.dualwrite.component;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * How large an answer may be, unpacked, and how long it may take: a body without end fills no memory and holds no flow
 * up. Beyond a bound the connection is closed and the answer counts as lost.
 */
final class AnswerBound implements ExecChainHandler {
    /** The largest that is expected, F&O's $metadata, has some 30 MB. */
    static final long MOST_BYTES = 128L << 20;

    private final Duration patience;
    private final Clock clock;

    AnswerBound(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Instant last = clock.instant().plus(patience);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getEntity() != null) {
            response.setEntity(new Bounded(response.getEntity(), last, scope.execRuntime));
        }
        return response;
    }

    private final class Bounded extends HttpEntityWrapper {
        private final Instant last;
        private final ExecRuntime connection;

        Bounded(HttpEntity entity, Instant last, ExecRuntime connection) {
            super(entity);
            this.last = last;
            this.connection = connection;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new Counted(super.getContent(), last, connection);
        }
    }

    private final class Counted extends FilterInputStream {
        private final Instant last;
        private final ExecRuntime connection;
        private long read;

        Counted(InputStream in, Instant last, ExecRuntime connection) {
            super(in);
            this.last = last;
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(count, 0);
            if (read > MOST_BYTES) {
                throw broken(
                        "an answer of more than " + (MOST_BYTES >> 20)
                                + " MB, expected at most that; look at what answers at this address, or make the batch smaller");
            }
            if (count >= 0 && clock.instant().isAfter(last)) {
                throw broken("an answer that did not end within " + patience.toSeconds()
                        + " s, expected all of it; look at the network, or make delivery.timeout longer");
            }
            return count;
        }

        /** Closed as usual, the rest would be read first; it may have no end. */
        private IOException broken(String message) {
            connection.discardEndpoint();
            return new IOException(message);
        }
    }
}
