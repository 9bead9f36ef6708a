package io.dualwrite.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the person decides.
 *
 * @param company of rows that do not name theirs: {@code USMF}
 * @param customerGroup the documented default is 10
 * @param language as F&O names it: {@code en-us}
 * @param orderType the label of the option: {@code Item-based}
 * @param customers which accounts become customers: {@code all}, {@code none}, or {@code Column=value}
 * @param customersFile account numbers, one a line, instead
 * @param aliases names of a customised or translated Sales
 * @param out folder for files ready to import
 * @param upsert are rows to be written to Sales?
 * @param duplicateDetectionOff are published duplicate detection rules to be switched off meanwhile?
 */
public record MigrationOptions(
        Optional<String> company,
        String customerGroup,
        String language,
        String orderType,
        PartyNumbers partyNumbers,
        String customers,
        Optional<Path> customersFile,
        Optional<Path> aliases,
        Optional<String> dateFormat,
        Optional<Locale> locale,
        Optional<Path> out,
        boolean upsert,
        boolean duplicateDetectionOff) {

    /** Where party numbers come from. */
    public enum PartyNumbers {
        /** The number of the account or contact is the party's too, as the old solution has it. */
        ACCOUNT_NUMBER,
        /** F&O is asked: for customised numbers. */
        FROM_FINOPS;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws WrongUse if it is neither word */
        public static PartyNumbers of(String word) {
            return List.of(values()).stream()
                    .filter(value -> value.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new WrongUse(
                            "--party-number: found '" + word + "', expected account-number or from-finops"));
        }
    }
}
