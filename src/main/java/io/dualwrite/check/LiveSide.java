package io.dualwrite.check;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.Metadata;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two systems; it is only ever read. */
final class LiveSide {
    /** More rows than this are not compared one by one. */
    static final int MOST = 20_000;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Side side;
    private final Transport transport;
    private final String root;

    LiveSide(Side side, Transport transport, String root) {
        this.side = side;
        this.transport = transport;
        this.root = root;
    }

    Side side() {
        return side;
    }

    /** Asks something that whoever is signed in may ask; so any refusal means the system as a whole. */
    void reach() throws Unreadable {
        String url = side == Side.FINOPS ? root + "/" : root + "/WhoAmI";
        HttpAnswer answer = answer(url, "application/json");
        if (!answer.ok()) {
            boolean refused = answer.status() == 401 || answer.status() == 403;
            throw new Unreadable(side, refused ? Code.SIGN_IN_REFUSED : Code.UNREACHABLE, url, text(answer));
        }
    }

    Metadata metadata() throws Unreadable {
        String url = root + "/$metadata";
        String xml = get(url, "application/xml");
        try {
            return Metadata.parse(xml);
        } catch (IOException e) {
            throw new Unreadable(side, Code.NOT_READABLE, url, e.getMessage());
        }
    }

    /**
     * The rows of a query, page by page, at least {@link #MOST} if there are more.
     *
     * @param query relative to the service root, percent-encoded
     */
    List<JsonNode> rows(String query) throws Unreadable {
        List<JsonNode> rows = new ArrayList<>();
        String next = root + "/" + query;
        while (!next.isEmpty() && rows.size() <= MOST) {
            JsonNode page = parsed(next);
            page.path("value").forEach(rows::add);
            next = page.path("@odata.nextLink").asText();
        }
        return rows;
    }

    /** A query of all companies in F&O. */
    List<JsonNode> rows(String set, String columns) throws Unreadable {
        return rows(set + "?$select=" + columns + (side == Side.FINOPS ? "&cross-company=true" : ""));
    }

    JsonNode one(String query) throws Unreadable {
        return parsed(root + "/" + query);
    }

    private JsonNode parsed(String url) throws Unreadable {
        String body = get(url, "application/json");
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Unreadable(side, Code.NOT_READABLE, url, "an answer that is not JSON");
        }
    }

    private String get(String url, String accept) throws Unreadable {
        HttpAnswer answer = answer(url, accept);
        if (!answer.ok()) {
            throw new Unreadable(side, meaning(answer), url, text(answer));
        }
        return answer.body();
    }

    private static String text(HttpAnswer answer) {
        return answer.status() + ": " + ODataError.of(answer);
    }

    private HttpAnswer answer(String url, String accept) throws Unreadable {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", accept);
        headers.put("OData-Version", "4.0");
        headers.put("OData-MaxVersion", "4.0");
        try {
            return transport.send(new HttpCall("GET", url, headers, ""));
        } catch (IOException e) {
            // The sign-in comes before the call; camel-http says in words only that it was the token.
            boolean token = String.valueOf(e.getMessage()).contains("token request");
            throw new Unreadable(side, token ? Code.SIGN_IN_REFUSED : Code.UNREACHABLE, url, e.getMessage());
        }
    }

    private static Code meaning(HttpAnswer answer) {
        if (answer.status() == 401) {
            return Code.SIGN_IN_REFUSED;
        }
        return answer.transientFailure() ? Code.UNREACHABLE : Code.NOT_READABLE;
    }
}
