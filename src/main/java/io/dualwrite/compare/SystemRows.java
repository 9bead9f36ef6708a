package io.dualwrite.compare;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.FlatRow;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows that stand in the two systems now, read page by page; only one page is in memory at a time. A column of
 * another row that was asked for is named by its path: {@code transactioncurrencyid.isocurrencycode}.
 */
public final class SystemRows {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "application/json",
            "OData-Version", "4.0",
            "OData-MaxVersion", "4.0");

    private static final int PAGE = 1_000;

    private final Map<Side, Transport> transports;
    private final Map<Side, String> roots;

    /** Takes the rows, one after the other. */
    @FunctionalInterface
    public interface Sink {
        void take(Row row) throws IOException;
    }

    /**
     * A page of an answer.
     *
     * @param deleted the ids of rows that are gone, where changes were asked for
     * @param next the URL of the page behind it, if there is one
     * @param changes the URL by which the system tells what changes from now on, if that was asked for
     */
    public record Page(List<Row> rows, List<String> deleted, Optional<String> next, Optional<String> changes) {}

    /** The system answered, and the answer is no. */
    public static class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        /** May it say yes if it is only asked again? */
        public boolean forNow() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    /** The system does not have what was asked for. */
    public static final class NoSuchTable extends Refused {
        private static final long serialVersionUID = 1;

        NoSuchTable(String message) {
            super(404, message);
        }
    }

    /** @param roots the service roots, without a slash at the end */
    public SystemRows(Map<Side, ? extends Transport> transports, Map<Side, String> roots) {
        this.transports = Map.copyOf(transports);
        this.roots = Map.copyOf(roots);
    }

    /**
     * The rows of one side of a map, with the columns of other rows that the map's paths name.
     *
     * @param company only rows of this company, as far as the system can tell them apart
     * @throws IOException if the system does not answer, or refuses
     */
    public void each(TableMap map, Side side, Optional<String> company, Sink sink) throws IOException {
        each(side, new RowsQuery(List.of(map), side).company(company).text(), sink);
    }

    /**
     * The rows of a query.
     *
     * @param query relative to the service root, percent-encoded
     * @throws IOException if the system does not answer, or refuses
     */
    public void each(Side side, String query, Sink sink) throws IOException {
        Optional<String> next = Optional.of(url(side, query));
        while (next.isPresent()) {
            Page page = page(side, next.get(), PAGE);
            for (Row row : page.rows()) {
                sink.take(row);
            }
            next = page.next();
        }
    }

    /** The URL of a query that is relative to the service root. */
    public String url(Side side, String query) {
        return roots.get(side) + "/" + query;
    }

    /**
     * One page, and where the next one is.
     *
     * @param url of a query, or one that a page named
     * @param size most rows that the system is asked to give
     * @throws IOException if the system does not answer, or refuses ({@link Refused})
     */
    public Page page(Side side, String url, int size) throws IOException {
        return page(side, url, "odata.maxpagesize=" + size);
    }

    /**
     * The same of a query of Dataverse whose answer is to name a URL for what changes from now on. Such a query must not
     * filter, expand or order.
     */
    public Page trackedPage(String url, int size) throws IOException {
        return page(Side.DATAVERSE, url, "odata.track-changes,odata.maxpagesize=" + size);
    }

    /** How many rows a query finds, in F&O; Dataverse counts no further than 5,000. */
    public OptionalLong count(String table, String query) throws IOException {
        HttpAnswer answer = answer(Side.FINOPS, url(Side.FINOPS, table + "/$count?" + query), "odata.maxpagesize=1");
        String number = answer.body().replace("\uFEFF", "").strip();
        return number.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    private Page page(Side side, String url, String preference) throws IOException {
        JsonNode page = JSON.readTree(answer(side, url, preference).body());
        if (!page.path("value").isArray()) {
            throw new IOException(url + " answered something that is no list of rows; expected OData");
        }
        List<Row> rows = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (JsonNode row : page.path("value")) {
            if (row.path("@odata.context").asText().endsWith("/$deletedEntity")) {
                deleted.add(row.path("id").asText());
            } else {
                rows.add(Row.of(FlatRow.of(row)));
            }
        }
        String next = page.path("@odata.nextLink").asText();
        if (next.equals(url)) {
            throw new IOException(url + " answers that it is followed by itself; expected another page or none");
        }
        return new Page(
                rows, deleted, link(next), link(page.path("@odata.deltaLink").asText()));
    }

    private static Optional<String> link(String url) {
        return Optional.of(url).filter(known -> !known.isEmpty());
    }

    private HttpAnswer answer(Side side, String url, String preference) throws IOException {
        HttpCall call = new HttpCall("GET", url, HEADERS, "").with("Prefer", preference);
        HttpAnswer answer = transports.get(side).send(call);
        String refusal = url.replaceAll("\\?.*", "") + " answered " + answer.status() + ": " + ODataError.of(answer);
        if (answer.status() == 404) {
            throw new NoSuchTable(refusal);
        }
        if (!answer.ok()) {
            throw new Refused(answer.status(), refusal);
        }
        return answer;
    }
}
