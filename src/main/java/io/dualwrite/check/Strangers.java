package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Documents that their own system alone has, with a number of the other one's sequence. A number is one of a company. */
final class Strangers {
    private final LiveSide finops;
    private final LiveSide dataverse;
    private final Consumer<Finding> found;

    private record Document(String company, String number) {
        @Override
        public String toString() {
            return number + (company.isEmpty() ? "" : " of " + company);
        }
    }

    Strangers(LiveSide finops, LiveSide dataverse, Consumer<Finding> found) {
        this.finops = finops;
        this.dataverse = dataverse;
        this.found = found;
    }

    void check(Numbered kind, List<NumberRange> ranges, NumberShape sales) throws Unreadable {
        Set<Document> inFinops = new LinkedHashSet<>();
        for (JsonNode row : finops.rows(kind.finopsSet(), "dataAreaId," + kind.finopsColumn())) {
            add(inFinops, row.path("dataAreaId").asText(), row.path(kind.finopsColumn()));
        }
        Map<String, String> companies = companies();
        Set<Document> inSales = new LinkedHashSet<>();
        for (JsonNode row : dataverse.rows(kind.table(), kind.column() + ",_msdyn_company_value")) {
            String company = row.path("_msdyn_company_value").asText();
            add(inSales, companies.getOrDefault(company, ""), row.path(kind.column()));
        }
        if (inFinops.size() > LiveSide.MOST || inSales.size() > LiveSide.MOST) {
            return;
        }
        alone(kind, Side.DATAVERSE, inSales, inFinops, (company, number) -> ranges.stream()
                .anyMatch(range -> range.serves(company) && range.shape().gives(number)));
        alone(kind, Side.FINOPS, inFinops, inSales, (company, number) -> sales.gives(number));
    }

    /** GUID to code. */
    private Map<String, String> companies() throws Unreadable {
        Map<String, String> codes = new HashMap<>();
        dataverse
                .rows("cdm_companies", "cdm_companyid,cdm_companycode")
                .forEach(row -> codes.put(
                        row.path("cdm_companyid").asText(),
                        row.path("cdm_companycode").asText()));
        return codes;
    }

    private static void add(Set<Document> documents, String company, JsonNode number) {
        if (number.isTextual() && !number.asText().isBlank()) {
            documents.add(new Document(
                    company.toLowerCase(Locale.ROOT), number.asText().strip().toUpperCase(Locale.ROOT)));
        }
    }

    private void alone(
            Numbered kind,
            Side side,
            Set<Document> here,
            Set<Document> there,
            BiPredicate<String, String> otherSideGives) {
        List<Document> alone = here.stream()
                .filter(document -> !there.contains(document))
                .filter(document -> otherSideGives.test(document.company(), document.number()))
                .toList();
        if (!alone.isEmpty()) {
            found.accept(new Finding(
                    Code.NUMBER_OF_OTHER_SIDE,
                    kind.place(side),
                    alone.size() + " with a number of the other side, the first is " + alone.get(0),
                    "none, or the same document on the other side"));
        }
    }
}
