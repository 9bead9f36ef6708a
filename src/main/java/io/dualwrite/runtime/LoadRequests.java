package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.Load;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** What the command {@code load} asks of a program, or of its journal where none runs. */
public final class LoadRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DO = "do";

    private final Journal journal;
    private final Function<LoadOrder, LoadPlan> plans;
    private final Optional<Loading> loading;

    private LoadRequests(Journal journal, Function<LoadOrder, LoadPlan> plans, Optional<Loading> loading) {
        this.journal = journal;
        this.plans = plans;
        this.loading = loading;
    }

    static LoadRequests of(Journal journal, Loading loading) {
        return new LoadRequests(journal, loading::plan, Optional.of(loading));
    }

    static LoadRequests of(Journal journal, Function<LoadOrder, LoadPlan> plans) {
        return new LoadRequests(journal, plans, Optional.empty());
    }

    /** Which maps would be loaded, in their order, and which others their rows look up. */
    public static String plan(LoadOrder order) {
        return request("plan", order);
    }

    /** Begins it, or goes on with the same one. */
    public static String begin(LoadOrder order) {
        return request("begin", order);
    }

    /** Goes on with the one that is not finished. */
    public static String resume() {
        return request("resume");
    }

    public static String abandon() {
        return request("abandon");
    }

    /** Where the newest one stands. */
    public static String status() {
        return request("status");
    }

    /** The same with what became of its rows. */
    public static String account() {
        return request("account");
    }

    private static String request(String what) {
        return JSON.createObjectNode().put(DO, what).toString();
    }

    private static String request(String what, LoadOrder order) {
        try {
            ObjectNode request = JSON.createObjectNode().put(DO, what);
            request.set("order", JSON.readTree(order.json()));
            return request.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String answer(String body) {
        JsonNode request = Requests.read(body);
        String what = request.path(DO).asText();
        try {
            return switch (what) {
                case "plan" -> planned(plans.apply(LoadOrder.of(request.path("order"))));
                case "begin" -> document(running().begin(LoadOrder.of(request.path("order"))));
                case "resume" -> document(running().resume());
                case "abandon" -> document(abandoned());
                case "status" -> newest(false);
                case "account" -> newest(true);
                default -> throw new IllegalArgumentException("a load cannot " + what);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Load abandoned() {
        Load load = journal.unfinishedLoad().orElseThrow(() -> new IllegalArgumentException("no load is unfinished"));
        journal.loadIs(load, Load.State.ABANDONED, "");
        return load;
    }

    private Loading running() {
        return loading.orElseThrow(() -> new IllegalStateException("no program runs the flows"));
    }

    private static String planned(LoadPlan plan) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode maps = document.putArray("maps");
        plan.chosen().stream().map(TableMap::name).forEach(maps::add);
        ArrayNode related = document.putArray("related");
        plan.related().stream().map(TableMap::name).forEach(related::add);
        document.put("parts", plan.parts().size());
        return document.toString();
    }

    private String newest(boolean account) {
        return journal.newestLoad()
                .map(load -> {
                    ObjectNode document = LoadDocument.of(journal, load, trouble());
                    if (account) {
                        LoadDocument.account(document, journal.loadCounts(load));
                    }
                    return document.toString();
                })
                .orElse("{}");
    }

    private String document(Load load) {
        return LoadDocument.of(journal, load, trouble()).toString();
    }

    private String trouble() {
        return loading.map(Loading::trouble).orElse("");
    }
}
