package io.dualwrite.component;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.delivery.DeliverySettings;
import io.dualwrite.delivery.Gate;
import io.dualwrite.delivery.ImageOf;
import io.dualwrite.delivery.Links;
import io.dualwrite.delivery.Remote;
import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;

/** Delivery over real HTTP into the sandbox, with the shipped maps and a journal that is a map of links. */
final class Bench implements AutoCloseable, Links, ImageOf {
    final Sandbox sandbox;
    final DefaultCamelContext context = new DefaultCamelContext();
    final TableMaps maps = TableMaps.load(Path.of("routes/maps"), Schema.shipped());
    final Map<String, Link> links = new HashMap<>();
    final Map<Side, Gate> gates = new HashMap<>();
    final Delivery delivery;
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final HttpClient http = HttpClient.newHttpClient();
    private long nextId = 1;

    Bench() {
        this(SandboxSettings.defaults(), Optional.empty());
    }

    Bench(SandboxSettings settings, Optional<SignIn> signIn) {
        sandbox = Sandbox.start(settings);
        context.start();
        Map<Side, Remote> remotes = new HashMap<>();
        for (Side side : Side.values()) {
            gates.put(side, new Gate(time(), DeliverySettings.standard()));
            String root = sandbox.url() + (side == Side.FINOPS ? "/data" : "/api/data/v9.2");
            Optional<SignIn> how = signIn.map(
                    in -> new SignIn(sandbox.url() + in.tokenUrl(), in.clientId(), in.clientSecret(), in.scope()));
            CamelTransport transport =
                    new CamelTransport(context, side, sandbox.url(), how, Duration.ofSeconds(20), time());
            remotes.put(side, new Remote(new ODataClient(transport, root), gates.get(side)));
        }
        delivery = new Delivery(Schema.shipped(), maps::all, this, this, remotes, DeliverySettings.standard(), time());
    }

    private Clock time() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    final Map<Change, List<Conflict>> conflicts = new HashMap<>();

    Change change(String map, Direction direction, Object... pairs) {
        return change(map, direction, Operation.UPSERT, pairs);
    }

    Change change(String name, Direction direction, Operation operation, Object... pairs) {
        Row source = Row.empty();
        for (int i = 0; i < pairs.length; i += 2) {
            source = source.with((String) pairs[i], pairs[i + 1]);
        }
        TableMap map = maps.named(name).orElseThrow();
        Side side = direction.source();
        Row row = MapKeys.derived(map, side, source);
        RowKey key = MapKeys.keyOf(map, side, row, Optional.empty()).key().orElseThrow();
        Optional<Link> parent = maps.parentOf(map)
                .flatMap(header -> Optional.ofNullable(links.get(header.name() + " "
                        + MapKeys.parentKeyOf(map, header, side, row, Optional.empty())
                                .key()
                                .orElseThrow()
                                .text())));
        Change change = new Change(
                nextId++,
                name,
                direction,
                operation,
                key,
                new Place("test.csv", 2),
                source,
                Optional.ofNullable(links.get(name + " " + key.text())),
                parent,
                0);
        mapping(name, direction).apply(change);
        return change;
    }

    private Mapping mapping(String map, Direction direction) {
        return Mapping.compile(maps.named(map).orElseThrow(), direction, Schema.shipped(), SourceFormats.usual());
    }

    /** Delivers the changes as one batch and keeps their links. */
    void deliver(Change... changes) {
        deliver(Arrays.asList(changes));
    }

    void deliver(List<Change> changes) {
        Batch batch = new Batch(changes.get(0).map(), changes.get(0).direction(), changes);
        delivery.deliver(batch);
        batch.changes().stream()
                .filter(change -> change.outcome().orElseThrow().kind().fine())
                .forEach(this::keep);
    }

    private void keep(Change change) {
        Side source = change.direction().source();
        Optional<Link> old = change.link();
        Row sourceImage = old.map(l -> l.image(source)).orElse(Row.empty()).overlaidWith(sourceImage(change));
        Row targetImage =
                old.map(l -> l.image(source.other())).orElse(Row.empty()).overlaidWith(change.written());
        boolean finops = source == Side.FINOPS;
        links.put(
                change.map() + " " + change.key().text(),
                new Link(
                        change.map(),
                        change.key(),
                        change.dataverseId().or(() -> old.flatMap(Link::dataverseId)),
                        finops ? sourceImage : targetImage,
                        finops ? targetImage : sourceImage,
                        change.outcome().orElseThrow().kind().delivered()
                                ? source
                                : old.map(Link::source).orElse(source),
                        maps.named(change.map()).orElseThrow().fingerprint(),
                        change.last(),
                        false));
    }

    @Override
    public Row sourceImage(Change change) {
        return mapping(change.map(), change.direction()).sourceImage(change);
    }

    @Override
    public Optional<String> feeds(String map, Direction direction, String targetField) {
        return mapping(map, direction).feeds(targetField);
    }

    @Override
    public Row typed(String map, Side side, RowKey key, Row row) {
        return mapping(map, Direction.from(side)).typed(key, row);
    }

    @Override
    public Optional<Instant> madeAt(Change change) {
        return mapping(change.map(), change.direction()).madeAt(change.source());
    }

    @Override
    public boolean ownedByFinops(String map, String finopsField) {
        return false;
    }

    @Override
    public void disagreed(Map<Change, List<Conflict>> found) {
        conflicts.putAll(found);
    }

    @Override
    public Map<RowRef, String> dataverseIds(Collection<RowRef> rows) {
        Map<RowRef, String> ids = new HashMap<>();
        for (RowRef row : rows) {
            maps.reading(row.side(), row.table()).stream()
                    .map(map -> links.get(map.name() + " " + row.key().text()))
                    .filter(link -> link != null && link.dataverseId().isPresent())
                    .findFirst()
                    .ifPresent(link -> ids.put(row, link.dataverseId().get()));
        }
        return ids;
    }

    @Override
    public boolean spokeBefore(Change change) {
        return true;
    }

    @Override
    public void reopened(Link header, Row active, Row pending) {
        links.put(
                header.map() + " " + header.key().text(),
                new Link(
                        header.map(),
                        header.key(),
                        header.dataverseId(),
                        header.finops(),
                        header.dataverse().overlaidWith(active),
                        header.source(),
                        header.fingerprint(),
                        pending,
                        false));
    }

    /** The rows of a table as the sandbox has them, as JSON. */
    String rows(Side side, String table) {
        return call("GET", "/sandbox/rows/" + side.word() + "/" + table, "");
    }

    String count(Side side, String table) {
        return rows(side, table).replaceAll("(?s).*\"count\"\\s*:\\s*(\\d+).*", "$1");
    }

    /** The requests that the sandbox got. */
    String log() {
        return call("GET", "/sandbox/log", "");
    }

    void fault(String json) {
        call("POST", "/sandbox/faults", json);
    }

    private String call(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
        sandbox.close();
    }
}
