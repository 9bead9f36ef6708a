package io.dualwrite.rule;

import java.util.Optional;

/** Where goods usually leave from, as F&O has it. */
public interface ShippingDefaults {
    /** @param warehouse of that site */
    record Place(Optional<String> site, Optional<String> warehouse) {
        public boolean isEmpty() {
            return site.isEmpty() && warehouse.isEmpty();
        }
    }

    /**
     * What the default order settings of a product say; an empty place if there are none.
     *
     * @throws Unanswered if F&O cannot be asked now
     */
    Place ofProduct(String company, String productNumber);

    /**
     * What stands on a customer; an empty place if nothing does.
     *
     * @throws Unanswered if F&O cannot be asked now
     */
    Place ofCustomer(String company, String account);

    /** Knows of no place. */
    static ShippingDefaults none() {
        Place nowhere = new Place(Optional.empty(), Optional.empty());
        return new ShippingDefaults() {
            @Override
            public Place ofProduct(String company, String productNumber) {
                return nowhere;
            }

            @Override
            public Place ofCustomer(String company, String account) {
                return nowhere;
            }
        };
    }
}
