package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Processing status of F&O to state and status of the order in Sales. Any other state than Active is written after the
 * row and its lines, because Dataverse refuses lines under an order that is not Active.
 */
final class OrderStatus implements Rule {
    private static final String STATE = "statecode";
    private static final String STATUS = "statuscode";
    private static final String PROCESSING = "msdyn_processingstatus";

    /** State and status as Dataverse numbers them. */
    record Code(int state, int status) {
        static final Code NEW = new Code(0, 1);
        static final Code IN_PROGRESS = new Code(1, 3);
        static final Code PARTIAL = new Code(3, 100002);
        static final Code COMPLETE = new Code(3, 100001);
        static final Code INVOICED = new Code(4, 100003);
        static final Code NO_MONEY = new Code(2, 4);

        Row fields() {
            return Row.empty().with(STATE, BigDecimal.valueOf(state)).with(STATUS, BigDecimal.valueOf(status));
        }
    }

    private static final int CANCELED = 192350007;

    /** New, Pending and On hold: which of them an Active order is, Sales decides. */
    private static final Set<Integer> ACTIVE = Set.of(1, 2, 690970000);

    /** Sales exports options by number or by label. */
    private static final Set<String> CANCELED_STATE = Set.of("2", "Canceled");

    private static final Set<String> NO_MONEY_STATUS = Set.of("4", "No Money");

    private static final Map<Integer, Code> BY_PROCESSING_STATUS = Map.of(
            192350000,
            Code.NEW,
            192350001,
            Code.IN_PROGRESS,
            192350002,
            Code.IN_PROGRESS,
            192350003,
            Code.PARTIAL,
            192350004,
            Code.COMPLETE,
            192350005,
            Code.INVOICED,
            192350006,
            Code.INVOICED,
            CANCELED,
            Code.NO_MONEY);

    /**
     * The newest set's table: an order stays Active until all of it is delivered. Delivered and partially invoiced
     * (..08), which only the maps of "Dynamics 365 Sales" know, is delivered.
     */
    private static final Map<Integer, Code> BY_PROCESSING_STATUS_NEWEST = Map.of(
            192350000,
            Code.NEW,
            192350001,
            Code.NEW,
            192350002,
            Code.NEW,
            192350003,
            Code.NEW,
            192350004,
            Code.COMPLETE,
            192350005,
            Code.INVOICED,
            192350006,
            Code.NEW,
            CANCELED,
            Code.NO_MONEY,
            192350008,
            Code.COMPLETE);

    private final OrderStatusPolicy policy;
    private final MapTables tables;

    OrderStatus(OrderStatusPolicy policy, MapTables tables) {
        this.policy = policy;
        this.tables = tables;
    }

    /** Every step from every status that an order can come to. */
    List<OrderStatusStep> steps(boolean newest) {
        Map<Integer, Code> table = new TreeMap<>(newest ? BY_PROCESSING_STATUS_NEWEST : BY_PROCESSING_STATUS);
        List<OrderStatusStep> steps = new ArrayList<>();
        Set<Optional<Integer>> known = new LinkedHashSet<>();
        Deque<Optional<Integer>> left = new ArrayDeque<>(List.of(Optional.empty()));
        while (!left.isEmpty()) {
            Optional<Integer> now = left.pop();
            if (known.add(now)) {
                for (int processing : table.keySet()) {
                    Code code = codeFor(table, processing, now);
                    steps.add(new OrderStatusStep(now, processing, code.state(), code.status()));
                    left.add(Optional.of(code.status()));
                }
            }
        }
        return steps;
    }

    @Override
    public void apply(Change change) {
        if (change.direction() == Direction.TO_FINOPS) {
            refuseCancellation(change);
            return;
        }
        Optional<Integer> processing = number(change.target(), PROCESSING);
        Row without = change.target().without(STATE).without(STATUS);
        if (processing.isEmpty() && exists(change)) {
            // The map's constants stand for a new order; they must not reset one that is there.
            change.setTarget(without);
            return;
        }
        Code code = codeFor(table(change), processing.orElse(192350000), statusInSales(change));
        if (code.state() == 0) {
            change.setTarget(without.overlaidWith(code.fields()));
        } else {
            change.setTarget(without);
            change.setLast(change.last().overlaidWith(code.fields()));
        }
    }

    private Map<Integer, Code> table(Change change) {
        return tables.newest(change.map()) ? BY_PROCESSING_STATUS_NEWEST : BY_PROCESSING_STATUS;
    }

    private Code codeFor(Map<Integer, Code> table, int processing, Optional<Integer> now) {
        Code byTable = Optional.ofNullable(table.get(processing)).orElseThrow(() -> unlisted(processing));
        boolean active = policy == OrderStatusPolicy.STAY_ACTIVE || byTable.state() == 0;
        boolean canceled = processing == CANCELED && policy == OrderStatusPolicy.STATUS_CODE;
        if (now.filter(status -> status == Code.INVOICED.status()).isPresent() && !canceled) {
            return Code.INVOICED;
        }
        return active ? new Code(0, now.filter(ACTIVE::contains).orElse(Code.NEW.status())) : byTable;
    }

    /** What is still to be written counts: the order is closed as soon as its lines are there. */
    private static Optional<Integer> statusInSales(Change change) {
        return change.link()
                .filter(link -> !link.deleted())
                .flatMap(link -> number(link.dataverse().overlaidWith(link.pending()), STATUS));
    }

    private static boolean exists(Change change) {
        return change.link().filter(link -> !link.deleted()).isPresent();
    }

    private static void refuseCancellation(Change change) {
        Row image = change.link().map(Link::dataverse).orElse(Row.empty());
        Row pending = change.link().map(Link::pending).orElse(Row.empty());
        boolean known = isCanceled(image.overlaidWith(pending))
                || change.known()
                        .text(PROCESSING)
                        .filter(String.valueOf(CANCELED)::equals)
                        .isPresent();
        if (isCanceled(change.source()) && !known) {
            change.settle(Outcome.refused(
                    "cancel-in-finops",
                    STATE,
                    "Canceled",
                    "an order that is canceled in F&O",
                    "cancel the order in F&O; the cancellation then comes to Sales by itself"));
        }
    }

    private static boolean isCanceled(Row order) {
        return order.text(STATE).filter(CANCELED_STATE::contains).isPresent()
                || order.text(STATUS).filter(NO_MONEY_STATUS::contains).isPresent();
    }

    private static Optional<Integer> number(Row row, String field) {
        return new Figures(row).find(field).map(BigDecimal::intValue);
    }

    private static Unfit unlisted(int processing) {
        return new Unfit(Outcome.rejected(
                "status-unlisted",
                PROCESSING,
                String.valueOf(processing),
                "192350000 to 192350007, in the newest set also 192350008",
                "correct the value map of SALESORDERPROCESSINGSTATUS in the map of the order"));
    }
}
