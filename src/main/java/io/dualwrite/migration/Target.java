package io.dualwrite.migration;

import java.util.List;

/** A column that the migration fills, by the name that Sales shows. */
enum Target {
    COMPANY("Company", "msdyn_company", Kind.LOOKUP, Policy.IDENTITY),
    RELATIONSHIP("Relationship Type", "customertypecode", Kind.OPTION, Policy.VALUE),
    SELLABLE("Sellable", "msdyn_sellable", Kind.BOOLEAN, Policy.VALUE),
    CONTACT_FOR("Contact For", "msdyn_contactfor", Kind.TEXT, Policy.VALUE),
    CUSTOMER_GROUP("Customer Group Id", "msdyn_customergroupid", Kind.LOOKUP, Policy.DEFAULT),
    CONTACT_NUMBER("Contact Number", "msdyn_contactnumber", Kind.TEXT, Policy.IDENTITY),
    PARTY_NUMBER("Party Number", "msdyn_partynumber", Kind.TEXT, Policy.IDENTITY),
    CONTACT_PERSON("Account Number/Contact Person ID", "msdyn_contactpersonid", Kind.TEXT, Policy.IDENTITY),
    SALES_ORDER_NUMBER("Sales Order Number", "msdyn_salesordernumber", Kind.TEXT, Policy.IDENTITY),
    QUOTE_NUMBER("Quote Number", "msdyn_quotenumber", Kind.TEXT, Policy.IDENTITY),
    INVOICE_CUSTOMER("Invoice customer number", "msdyn_invoicecustomer", Kind.LOOKUP, Policy.DEFAULT),
    SHIP_TO_COUNTRY("Ship To Country/Region", "shipto_country", Kind.TEXT, Policy.DEFAULT),
    RECEIPT_DATE("Requested Receipt Date", "msdyn_requestedreceiptdate", Kind.DAY, Policy.DEFAULT),
    LANGUAGE("Language", "msdyn_language", Kind.OPTION, Policy.DEFAULT),
    ORDER_TYPE("Order Type", "msdyn_ordertype", Kind.OPTION, Policy.DEFAULT);

    /** How a value is written. */
    enum Kind {
        TEXT,
        BOOLEAN,
        OPTION,
        DAY,
        LOOKUP
    }

    /** What happens if Sales already has another value. */
    enum Policy {
        /** The row goes by it: another value is an error, never overwritten. */
        IDENTITY,
        /** Written. */
        VALUE,
        /** Kept: somebody knew better than a default. */
        DEFAULT
    }

    private final String display;
    private final String column;
    private final Kind kind;
    private final Policy policy;

    Target(String display, String column, Kind kind, Policy policy) {
        this.display = display;
        this.column = column;
        this.kind = kind;
        this.policy = policy;
    }

    /** The columns of a table, in the order of the documented steps. */
    static List<Target> of(ImportTable table) {
        return switch (table) {
            case ACCOUNTS -> List.of(COMPANY, RELATIONSHIP, CUSTOMER_GROUP, PARTY_NUMBER);
            case CONTACTS ->
                List.of(COMPANY, SELLABLE, CUSTOMER_GROUP, CONTACT_FOR, CONTACT_NUMBER, PARTY_NUMBER, CONTACT_PERSON);
            case ORDERS -> document(SALES_ORDER_NUMBER);
            case QUOTES -> document(QUOTE_NUMBER);
            case ORDER_PRODUCTS, QUOTE_PRODUCTS -> List.of(COMPANY);
        };
    }

    private static List<Target> document(Target number) {
        return List.of(COMPANY, number, INVOICE_CUSTOMER, SHIP_TO_COUNTRY, RECEIPT_DATE, LANGUAGE, ORDER_TYPE);
    }

    String display() {
        return display;
    }

    /** The column's logical name. */
    String column() {
        return column;
    }

    /** The property that a query gives: of a lookup, the GUID. */
    String property() {
        return kind == Kind.LOOKUP ? "_" + column + "_value" : column;
    }

    Kind kind() {
        return kind;
    }

    Policy policy() {
        return policy;
    }
}
