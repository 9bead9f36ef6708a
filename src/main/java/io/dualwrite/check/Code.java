package io.dualwrite.check;

import java.util.Locale;

/** Everything that a check may find; docs/CHECKS.md lists them in the same words. */
public enum Code {
    UNREACHABLE(
            Severity.ERROR,
            "the system does not answer",
            "check its address in the settings, the network and whether the system is up"),
    SIGN_IN_REFUSED(
            Severity.ERROR,
            "the system refuses who we say we are",
            "check tenant, client id, secret and scope in the settings, and that the application is a user of the system"),
    NOT_READABLE(
            Severity.WARNING,
            "something that a check needs cannot be read",
            "give the application user the right to read it; until then that check is left out"),
    DISCOUNT_METHOD(
            Severity.ERROR,
            "discounts in Sales are per unit",
            "set Discount calculation method to Line item (System settings, Sales) before rows flow"),
    SYSTEM_PRICING(
            Severity.ERROR,
            "Sales does not calculate prices itself",
            "set Use system pricing calculation to Yes (System settings, Sales)"),
    COMPANY_MISSING(
            Severity.ERROR,
            "a company is in one system only",
            "drop the legal entities of F&O (map companies), or create the legal entity in F&O"),
    CURRENCY_MISSING(
            Severity.ERROR,
            "a currency is in one system only",
            "drop the currencies of F&O (map currencies), or create the currency where it is missing"),
    UNIT_MISSING(
            Severity.ERROR,
            "a unit is in one system only",
            "drop the units of F&O (map units), or create the unit where it is missing"),
    PRICE_LIST_MISSING(
            Severity.WARNING,
            "no active price list in Sales has this currency",
            "create a price list with this currency in Sales, or let the first product of that currency create one"),
    CURRENCY_DECIMALS(
            Severity.ERROR,
            "a currency has other decimals in F&O than in Sales",
            "make the currency's precision in Sales and its rounding rule in F&O agree"),
    PRICING_DECIMALS(
            Severity.WARNING,
            "Sales keeps fewer decimals of prices than a currency has",
            "raise Pricing decimal precision in Sales to the decimals of the currency"),
    NUMBER_RANGE_OVERLAP(
            Severity.ERROR,
            "both systems may give the same number to different documents",
            "give one of the two number sequences another prefix, or ranges that do not meet"),
    NUMBER_RANGE_UNKNOWN(
            Severity.INFO, "the number sequence of F&O cannot be told", "compare the two number sequences yourself"),
    NUMBER_OF_OTHER_SIDE(
            Severity.WARNING,
            "a document is in one system only, and the other one's sequence can give its number once more",
            "let that sequence begin behind the number, or bring the document over before a new one gets its number"),
    NUMBER_SHARED(
            Severity.ERROR,
            "rows of Sales share a number that is their only key, so one would overwrite the other in F&O",
            "give all but one a number of their own, or merge them; dual-write number accounts (or contacts) lists them"),
    TABLE_MISSING(
            Severity.ERROR,
            "a system does not have the table of a map",
            "install the solution that has it, refresh the entity list of F&O, or remove map and flows"),
    FIELD_MISSING(
            Severity.ERROR,
            "a system does not have the field of a map",
            "install the solution that has it, or remove the line from the map"),
    LOOKUP_TARGET_MISSING(
            Severity.ERROR,
            "the table that a lookup of a map points to is missing",
            "install the solution that has it, or remove the line from the map"),
    ALTERNATE_KEY_MISSING(
            Severity.ERROR,
            "Dataverse does not have the alternate key by which rows of a map are found",
            "add the alternate key to the table, or wait until its index is active"),
    FLOWS_UNREADABLE(Severity.ERROR, "a file of flows is not YAML", "mend the file where the message says"),
    RULE_UNKNOWN(
            Severity.ERROR,
            "a flow names a rule that does not exist",
            "use a rule of the table in the README, or remove the step"),
    FLOW_WITHOUT_MAP(
            Severity.ERROR,
            "a flow runs a map that does not exist",
            "add the map to the folder of maps, or remove the flow"),
    MAP_WITHOUT_FLOW(
            Severity.WARNING,
            "no flow runs a map in a direction in which its fields flow",
            "add a route for the direction, or limit the map to the other one (direction)");

    private final Severity severity;
    private final String meaning;
    private final String remedy;

    /** How bad it is: with an error rows will go wrong or not go. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Code(Severity severity, String meaning, String remedy) {
        this.severity = severity;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The stable word for scripts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Severity severity() {
        return severity;
    }

    public String meaning() {
        return meaning;
    }

    public String remedy() {
        return remedy;
    }
}
