package io.dualwrite.rule;

import java.util.Optional;

/** The price lists of Sales. */
public interface PriceLists {
    /**
     * The GUID of the list that prices in this currency belong to: one that is configured, else the first valid one by
     * name, else one that is made now. Nothing if Sales does not have the currency yet.
     *
     * @param isoCode in upper case
     * @throws Unanswered if Sales cannot be asked now
     */
    Optional<String> of(String isoCode);
}
