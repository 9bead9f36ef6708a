package io.dualwrite.chaos;

import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What people do in both systems, made up from a seed: new rows, edits of earlier ones, deleted quotes. A row is written
 * by one side only: what happens when both do is no question of crashes.
 */
final class Load {
    private static final List<String> STATUS = List.of("Active", "Confirmed", "Delivered");
    private static final String BASE = "B";
    private static final int CUSTOMERS = 3;
    private static final int PRODUCTS = 3;

    private final Random random;
    private final String prefix;
    private final Map<Item.Key, Item> items = new LinkedHashMap<>();
    private int numbers;
    private final Map<String, Integer> names = new HashMap<>();

    private Load(long seed, String prefix) {
        this.random = new Random(seed);
        this.prefix = prefix;
    }

    /** What every run starts from: company, currency, unit, customers and products; always the same. */
    static Load base() {
        Load base = new Load(0, BASE);
        base.put(base.row(Kind.COMPANY, Side.FINOPS, "usmf"));
        base.put(base.row(Kind.CURRENCY, Side.FINOPS, "USD"));
        base.put(base.row(Kind.UNIT, Side.FINOPS, "pcs"));
        for (int i = 0; i < CUSTOMERS; i++) {
            base.put(base.header(Kind.CUSTOMER, Side.FINOPS));
        }
        for (int i = 0; i < PRODUCTS; i++) {
            base.put(base.header(Kind.PRODUCT, Side.FINOPS));
        }
        return base;
    }

    /** Goes on from the base. */
    static Load of(long seed) {
        Load load = new Load(seed, "R");
        load.items.putAll(base().items);
        return load;
    }

    /** Every row that should be on both sides now. */
    List<Item> expected() {
        return List.copyOf(items.values());
    }

    /** The base itself as files. */
    List<DropFile> everything() {
        return Arrays.stream(Kind.values())
                .filter(kind -> !ofKind(kind, Side.FINOPS).isEmpty())
                .map(kind -> file(kind, Side.FINOPS, ofKind(kind, Side.FINOPS), false))
                .toList();
    }

    /** The next bit of work: files in the order in which their systems have written them. */
    List<DropFile> portion() {
        names.clear();
        List<DropFile> portion = new ArrayList<>();
        for (Side side : Side.values()) {
            portion.addAll(masterData(side));
            portion.addAll(documents(side, Kind.ORDER, Kind.ORDER_LINE));
            portion.addAll(documents(side, Kind.QUOTE, Kind.QUOTE_LINE));
            edit(side).ifPresent(portion::add);
        }
        deletion().ifPresent(portion::add);
        if (random.nextInt(3) == 0) {
            Side side = random.nextBoolean() ? Side.FINOPS : Side.DATAVERSE;
            portion.add(file(Kind.ORDER, side, List.of(), false));
        }
        return portion;
    }

    private List<DropFile> masterData(Side side) {
        List<DropFile> made = new ArrayList<>();
        made.add(file(Kind.CUSTOMER, side, List.of(put(header(Kind.CUSTOMER, side))), false));
        if (side == Side.FINOPS && random.nextBoolean()) {
            made.add(file(Kind.PRODUCT, side, List.of(put(header(Kind.PRODUCT, side))), false));
        }
        return made;
    }

    private List<DropFile> documents(Side side, Kind head, Kind line) {
        List<Item> headers = new ArrayList<>();
        List<Item> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Item header = put(header(head, side));
            headers.add(header);
            for (int number = 1 + random.nextInt(3); number > 0; number--) {
                lines.add(put(line(line, header, number)));
            }
        }
        return List.of(file(head, side, headers, false), file(line, side, lines, false));
    }

    /** Some earlier rows of one kind with new values. */
    private Optional<DropFile> edit(Side side) {
        List<Kind> kinds =
                Arrays.stream(Kind.values()).filter(kind -> !kind.isGiven()).toList();
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        List<Item> known = ofKind(kind, side);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<Item> edited = new ArrayList<>();
        for (int i = Math.min(3, known.size()); i > 0; i--) {
            Item item = known.remove(random.nextInt(known.size()));
            edited.add(put(item.edited(name(), later(item.status()), quantity(), price())));
        }
        return Optional.of(file(kind, side, edited, false));
    }

    /** A quote line that is taken back in F&O; it does not come again. */
    private Optional<DropFile> deletion() {
        List<Item> lines = ofKind(Kind.QUOTE_LINE, Side.FINOPS);
        if (lines.isEmpty() || random.nextInt(3) > 0) {
            return Optional.empty();
        }
        Item gone = lines.get(random.nextInt(lines.size()));
        items.remove(gone.key());
        return Optional.of(file(Kind.QUOTE_LINE, Side.FINOPS, List.of(gone), true));
    }

    private Item header(Kind kind, Side side) {
        String letter = kind.name().charAt(0) + (side == Side.FINOPS ? "F" : "S");
        return row(kind, side, prefix + letter + ++numbers);
    }

    private Item row(Kind kind, Side side, String number) {
        boolean document = kind == Kind.ORDER || kind == Kind.QUOTE;
        String status = kind == Kind.ORDER ? STATUS.get(random.nextInt(STATUS.size())) : "";
        String customer = document ? any(Kind.CUSTOMER, side) : "";
        return new Item(kind, side, number, 0, name(), customer, "", status, quantity(), price());
    }

    private Item line(Kind kind, Item header, int number) {
        return new Item(
                kind,
                header.owner(),
                header.number(),
                number,
                "",
                "",
                any(Kind.PRODUCT, header.owner()),
                "",
                quantity(),
                price());
    }

    /** A row that this side has for certain: of the base, or its own. What is under way to it, it cannot name. */
    private String any(Kind kind, Side side) {
        List<Item> there = items.values().stream()
                .filter(item -> item.kind() == kind)
                .filter(item -> item.owner() == side || item.number().startsWith(BASE))
                .toList();
        return there.get(random.nextInt(there.size())).number();
    }

    private String later(String status) {
        int now = STATUS.indexOf(status);
        return now < 0 ? status : STATUS.get(now + random.nextInt(STATUS.size() - now));
    }

    private String name() {
        return "Name " + random.nextInt(1_000_000);
    }

    private int quantity() {
        return 1 + random.nextInt(99);
    }

    private int price() {
        return 10 + random.nextInt(90);
    }

    private Item put(Item item) {
        items.put(item.key(), item);
        return item;
    }

    private List<Item> ofKind(Kind kind, Side side) {
        return new ArrayList<>(items.values().stream()
                .filter(item -> item.kind() == kind && item.owner() == side)
                .toList());
    }

    private DropFile file(Kind kind, Side side, List<Item> rows, boolean deletion) {
        String set = kind.layout(side).set();
        String name = set + "-" + names.merge(set, 1, Integer::sum) + ".csv";
        return new DropFile(side, name, kind, List.copyOf(rows), deletion);
    }
}
