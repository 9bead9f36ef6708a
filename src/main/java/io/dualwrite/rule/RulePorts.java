package io.dualwrite.rule;

/** What the rules must know beyond the change in hand. */
public record RulePorts(
        Currencies currencies,
        OrderLines orderLines,
        MapTables tables,
        PriceLists priceLists,
        ShippingDefaults shippingDefaults,
        ActiveCustomers activeCustomers) {}
