package io.dualwrite.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the processing status of F&O shows in state and status of an order in Sales. */
public enum OrderStatusPolicy {
    /** Each processing status has its order status: Picked is In Progress, Invoiced is Invoiced. */
    STATUS_CODE,
    /** The order stays Active, so that it can always be edited; only the processing status tells. */
    STAY_ACTIVE;

    /** The word in {@code rules.order-status}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if there is no policy of that name; the message names those there are
     */
    public static OrderStatusPolicy of(String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.word().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a policy; expected "
                        + Arrays.stream(values()).map(OrderStatusPolicy::word).collect(Collectors.joining(" or "))));
    }
}
