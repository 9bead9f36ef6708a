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
import io.dualwrite.tablemap.Expansion;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
            "OData-MaxVersion", "4.0",
            "Prefer", "odata.maxpagesize=1000");

    private final Map<Side, Transport> transports;
    private final Map<Side, String> roots;

    /** Takes the rows, one after the other. */
    @FunctionalInterface
    public interface Sink {
        void take(Row row) throws IOException;
    }

    /** The system does not have what was asked for. */
    public static final class NoSuchTable extends IOException {
        private static final long serialVersionUID = 1;

        NoSuchTable(String message) {
            super(message);
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
        String query = side == Side.FINOPS
                ? finops(map, company)
                : Expansion.of(List.of(map)).map(expand -> "?" + expand).orElse("");
        each(side, map.table(side) + query, sink);
    }

    private static String finops(TableMap map, Optional<String> company) {
        String all = "?cross-company=true";
        boolean one = company.isPresent() && map.finops().companyField().isPresent();
        return one
                ? all + "&$filter=dataAreaId%20eq%20%27"
                        + company.get().toLowerCase(Locale.ROOT).replace("'", "''") + "%27"
                : all;
    }

    /**
     * The rows of a query.
     *
     * @param query relative to the service root, percent-encoded
     * @throws IOException if the system does not answer, or refuses
     */
    public void each(Side side, String query, Sink sink) throws IOException {
        String next = roots.get(side) + "/" + query;
        while (!next.isEmpty()) {
            JsonNode page = page(side, next);
            for (JsonNode row : page.path("value")) {
                sink.take(Row.of(FlatRow.of(row)));
            }
            String following = page.path("@odata.nextLink").asText();
            if (following.equals(next)) {
                throw new IOException(next + " answers that it is followed by itself; expected another page or none");
            }
            next = following;
        }
    }

    private JsonNode page(Side side, String url) throws IOException {
        HttpAnswer answer = transports.get(side).send(new HttpCall("GET", url, HEADERS, ""));
        if (answer.status() == 404) {
            throw new NoSuchTable(url + " answered 404: " + ODataError.of(answer));
        }
        if (!answer.ok()) {
            throw new IOException(url + " answered " + answer.status() + ": " + ODataError.of(answer));
        }
        JsonNode page = JSON.readTree(answer.body());
        if (!page.path("value").isArray()) {
            throw new IOException(url + " answered something that is no list of rows; expected OData");
        }
        return page;
    }
}
