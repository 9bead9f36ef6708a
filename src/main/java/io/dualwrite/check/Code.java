package io.dualwrite.check;

import java.util.EnumSet;
import java.util.Locale;

/** Everything that a check may find; docs/CHECKS.md lists them in the same words. */
public enum Code {
    SCHEMA_UNREADABLE(
            Severity.ERROR,
            "a table or column of one's own is not declared right",
            "mend the line in routes/schema; columns and their order are those of the program's own files"),
    MAP_UNREADABLE(Severity.ERROR, "a map file is not YAML", "mend the file where the message says"),
    MAP_MALFORMED(
            Severity.ERROR,
            "something in a map file is of another form than it must be",
            "write it as the message says; the shipped maps show each key"),
    MAP_INCOMPLETE(Severity.ERROR, "a map file lacks a key that every map has", "add the key"),
    MAP_NAME(
            Severity.ERROR,
            "a map is not called what its file is called, or like another map",
            "give the map the name of its file"),
    MAP_FILE_IGNORED(
            Severity.WARNING,
            "a file lies where maps or flows are, but nobody reads it",
            "call it <name>.map.yaml in routes/maps, or <name>.camel.yaml in routes; or move it away"),
    YAML_KEY_TWICE(Severity.ERROR, "a key stands twice in a map file", "keep one of the two"),
    YAML_KEY_UNKNOWN(Severity.ERROR, "a key of a map file means nothing", "mind the spelling, or remove the key"),
    WORD_UNKNOWN(
            Severity.ERROR,
            "a word of a map file is none of those that its key knows",
            "use one that the message names"),
    DIRECTION_UNKNOWN(
            Severity.ERROR,
            "a direction is neither to-dataverse nor to-finops",
            "write to-dataverse or to-finops, or leave direction out: the fields say it"),
    TABLE_UNKNOWN(
            Severity.ERROR,
            "the schema has no such entity or table",
            "mind the spelling; declare a table of your own in routes/schema/tables.csv",
            "DIPV1018, DIPV1020"),
    FIELD_UNKNOWN(
            Severity.ERROR,
            "the schema has no such field",
            "mind the spelling; declare a column of your own in routes/schema/columns.csv",
            "DIPV1021, DIPV1022, DIPV1024, DIPV1025"),
    FIELD_LINE(
            Severity.ERROR,
            "a line of fields cannot be read",
            "write - <F&O field or none> <map type> <Dataverse path or none>, with via, default, optional behind it"),
    ARROW_UNKNOWN(Severity.ERROR, "a map type does not exist", "use one of >  >>  =  ><  <  <<"),
    ARROW_WRONG(
            Severity.ERROR,
            "a map type does not fit what its line says",
            "use ><, >> or << on a line with via or default, >> behind none and << before none"),
    DEFAULT_MISSING(
            Severity.ERROR, "a line needs a default and has none", "add default <value> to the line", "DIPV1031"),
    DEFAULT_UNFIT(
            Severity.ERROR,
            "a column cannot hold the default of its line",
            "write a default that the column can hold",
            "DIPV1030"),
    VALUE_MAP_UNKNOWN(
            Severity.ERROR,
            "a line goes via a value map that the file does not have",
            "add it under values, or mend via"),
    VALUE_MAP_UNUSED(Severity.ERROR, "no line goes via a value map", "add via to its line, or remove the value map"),
    VALUE_DUPLICATE(Severity.ERROR, "a value stands twice in a value map", "keep one of the two entries", "DIPV1029"),
    VALUE_UNFIT(
            Severity.ERROR,
            "a value map has a value that its column cannot hold",
            "use a value of the column's option set, as the message lists them"),
    VALUE_MAP_NOT_REVERSIBLE(
            Severity.WARNING,
            "several F&O values become the same Dataverse value, so all but one come back as another value",
            "say which one wins (reverse: { <Dataverse value>: <F&O value> }), or explain it"),
    FILTER_UNREADABLE(
            Severity.ERROR,
            "a filter cannot be read",
            "write it in the notation of its side: == && || for F&O, eq and or for Dataverse",
            "DIPV1012"),
    FILTER_VALUE(
            Severity.ERROR,
            "a filter compares with a value that the column cannot have, so no row or every row passes",
            "compare with one of the column's values"),
    KEY_MISSING(
            Severity.ERROR,
            "the Dataverse table has no alternate key by which rows are found",
            "add an alternate key to the table and name its columns under key",
            "DIPV1003"),
    KEY_UNMAPPED(
            Severity.ERROR, "a column of the key has no line", "add the line, or explain it", "DIPV1014, DIPV1015"),
    KEY_OTHER(
            Severity.WARNING,
            "the key of a map is not the key of the table",
            "use the columns of the table's own key",
            "DIPV1003"),
    KEY_ONE_WAY(
            Severity.ERROR,
            "the map flows both ways, but a column of its key does not",
            "use = or >< on the line of the key",
            "DIPV1004"),
    COMPANY_FIELD_MISSING(
            Severity.ERROR,
            "a table has rows of companies, and the key of the map does not say the company",
            "add the company to the key: dataAreaId in F&O, <company column>.cdm_companycode in Dataverse",
            "DIPV1016, DIPV1017"),
    COMPANY_MISMATCH(
            Severity.ERROR,
            "rows of one side belong to companies, those of the other to all",
            "map tables that both have companies or both have none, or explain it",
            "DIPV1002"),
    MANDATORY_UNMAPPED(
            Severity.ERROR,
            "a column that every row must have is not filled by any line",
            "add a line for it, or a constant: none >> <column> default <value>",
            "DIPV1010"),
    READ_ONLY_MAPPED(
            Severity.ERROR,
            "a line writes a field that its system fills itself",
            "let the line flow the other way only, or remove it",
            "DIPV1011"),
    SOURCE_DUPLICATE(Severity.WARNING, "two lines say the same", "remove one of them", "DIPV1023"),
    TARGET_DUPLICATE(Severity.ERROR, "two lines write the same field", "keep one of them, or explain it", "DIPV1026"),
    LOOKUP_PATH(
            Severity.ERROR,
            "a path over other rows leads nowhere",
            "name a lookup, then a column of the table that it points to"),
    LOOKUP_KEY_UNMAPPED(
            Severity.WARNING,
            "a lookup does not name the whole key of the row it points to, so several rows may fit",
            "add lines for the other columns of that key, or explain it",
            "DIPV1027, DIPV1028"),
    LOOKUP_BY_OTHER(
            Severity.WARNING,
            "a lookup goes by a column that is no key of the table it points to",
            "look the row up by its key",
            "DIPV1027, DIPV1028"),
    LOOKUP_CYCLE(
            Severity.WARNING,
            "maps look up each other, so their rows wait for each other",
            "mark one of the lookups optional"),
    TYPE_MISMATCH(
            Severity.ERROR,
            "the two columns of a line hold different kinds of values",
            "pair columns of one kind, or go via a value map",
            "DIPV1030"),
    DECIMALS_LOST(
            Severity.WARNING,
            "the target has fewer decimals than the source, so a row with more of them is rejected",
            "give the target column more decimals, or let the line not flow that way"),
    ROUND_TRIP(
            Severity.WARNING,
            "a value does not come back as it went",
            "change the line so that there and back is the same, let it flow one way, or explain it"),
    NUMBERS_OVERLAP(
            Severity.ERROR,
            "two sources may give the same number",
            "give them prefixes or formats that no number fits both of"),
    EXPLANATION_UNUSED(Severity.ERROR, "an explanation explains nothing", "remove it, or mend its code or field"),
    VERSION_UNKNOWN(
            Severity.ERROR, "maps.version names a map that the set does not have", "mend the setting, or add the map"),
    FIRST_LEG_MISSING(
            Severity.ERROR,
            "the first leg of a way through CDS is missing or ends elsewhere",
            "name a map under through that ends in the same CDS entity"),
    FLOWS_UNREADABLE(Severity.ERROR, "a file of flows is not YAML", "mend the file where the message says"),
    FLOW_REFUSED(Severity.ERROR, "Camel does not take a file of flows", "mend the file where the message says"),
    FLOW_NAME(
            Severity.ERROR,
            "the id of a flow does not say map and direction",
            "call it <map>.to-dataverse or <map>.to-finops, or name the map in the option map"),
    FLOW_TWICE(
            Severity.ERROR,
            "two flows have one id, or take the rows of one map in one direction",
            "remove one of them: each row would go one of two ways, by chance"),
    FLOW_DIRECTION(
            Severity.ERROR,
            "a flow's id, endpoints and map do not go the same way",
            "from finops: .toDataverse to dataverse:, or from dataverse: .toFinops to finops:"),
    FLOW_TABLE(Severity.ERROR, "a flow's endpoint is another table than its map's", "name the table of the map"),
    FLOW_STEP_MISSING(
            Severity.ERROR,
            "a flow lacks the step of its map, or does not deliver",
            "add process: { ref: <map>.toDataverse (or .toFinops) } and to: at the end"),
    FLOW_OPTION(
            Severity.ERROR,
            "an endpoint has no such option, or the option no such value",
            "use an option of the component, spelled as the message says"),
    RULE_UNKNOWN(
            Severity.ERROR,
            "a flow names a rule that does not exist",
            "use a rule of the table in the README, or remove the step"),
    RULE_UNUSED(
            Severity.WARNING,
            "no flow uses a rule",
            "add the rule to the flow it is for; the shipped flows show where"),
    RULE_ONE_WAY(
            Severity.WARNING,
            "a rule that works both ways is in one of the two flows of a map only",
            "add it to the other flow"),
    FLOW_WITHOUT_MAP(
            Severity.ERROR,
            "a flow runs a map that does not exist",
            "add the map to the folder of maps, or remove the flow"),
    MAP_WITHOUT_FLOW(
            Severity.WARNING,
            "no flow runs a map in a direction in which its fields flow",
            "add a route for the direction, or limit the map to the other one (direction)"),
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
            "add the alternate key to the table, or wait until its index is active");

    private final Severity severity;
    private final String meaning;
    private final String remedy;
    private final String dipv;

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
        this(severity, meaning, remedy, "");
    }

    Code(Severity severity, String meaning, String remedy, String dipv) {
        this.dipv = dipv;
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

    /** Does it take a look at one of the two systems to find it? */
    public boolean ofSystems() {
        return EnumSet.range(UNREACHABLE, ALTERNATE_KEY_MISSING).contains(this);
    }

    /** The codes that Microsoft's own validation has for it; empty if it has none. */
    public String dipv() {
        return dipv;
    }
}
