package io.dualwrite.rule;

import java.util.OptionalInt;

/** What is known of currencies. */
public interface Currencies {
    /**
     * How many decimals amounts in this currency have: USD 2, JPY 0, KWD 3; nothing if the currency is not known. A
     * currency whose own row is still on its way should be known by its standard: the rows that name it are early then,
     * not wrong.
     *
     * @param isoCode in upper case
     */
    OptionalInt decimals(String isoCode);
}
