package io.dualwrite.cli;

import io.dualwrite.migration.MigrationOptions;
import io.dualwrite.migration.MigrationOptions.PartyNumbers;
import io.dualwrite.migration.WrongUse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a migration fills in, and where to. */
final class MigrateFilling {
    @Option(
            names = "--company",
            paramLabel = "code",
            description = "legal entity of rows without a column Company, such as USMF (default: dataverse.company)")
    private String company;

    @Option(names = "--customer-group", paramLabel = "id", description = "default: ${DEFAULT-VALUE}")
    private String customerGroup = "10";

    @Option(names = "--language", paramLabel = "code", description = "default: ${DEFAULT-VALUE}")
    private String language = "en-us";

    @Option(names = "--order-type", paramLabel = "label", description = "default: ${DEFAULT-VALUE}")
    private String orderType = "Item-based";

    @Option(
            names = "--party-number",
            paramLabel = "source",
            description = "account-number: the account's or contact's own (default); from-finops: what F&O has, where"
                    + " numbers are customised")
    private String partyNumber = "account-number";

    @Option(
            names = "--customers",
            paramLabel = "which",
            description = "accounts with Relationship Type Customer: all (default), none, or"
                    + " \"Column=value|value\" of the export")
    private String customers = "all";

    @Option(
            names = "--customers-file",
            paramLabel = "file",
            description = "or those whose account numbers are in this file, one a line")
    private Path customersFile;

    @Option(
            names = "--headers",
            paramLabel = "file",
            description = "YAML with names of a customised or translated Sales; see docs/MIGRATION.md")
    private Path headers;

    @Option(names = "--date-format", paramLabel = "format", description = "of dates in the exports: dd.MM.yyyy")
    private String dateFormat;

    @Option(names = "--locale", paramLabel = "tag", description = "or the language they are written in: de-DE")
    private String locale;

    @Option(names = "--out", paramLabel = "folder", description = "write a file for every table, ready to import")
    private Path out;

    @Option(
            names = "--upsert",
            description = "write to Sales what it lacks; without --upsert (or --apply) nothing is written there")
    private boolean upsert;

    @Option(names = "--apply", description = "the same as --upsert")
    private boolean apply;

    @Option(
            names = "--disable-duplicate-detection",
            description = "with --upsert: switch published duplicate detection rules off, and the same ones on again"
                    + " afterwards; with --out alone they stay off until --enable-duplicate-detection")
    private boolean duplicateDetectionOff;

    Optional<String> company() {
        return Optional.ofNullable(company).filter(code -> !code.isBlank());
    }

    MigrationOptions options(Optional<String> usualCompany) {
        if (duplicateDetectionOff && !upsert && !apply && out == null) {
            throw new WrongUse("--disable-duplicate-detection: found neither --upsert nor --out, expected one of them:"
                    + " a look changes nothing");
        }
        return new MigrationOptions(
                company().or(() -> usualCompany),
                customerGroup,
                language,
                orderType,
                PartyNumbers.of(partyNumber),
                customers,
                Optional.ofNullable(customersFile),
                Optional.ofNullable(headers),
                Optional.ofNullable(dateFormat),
                Optional.ofNullable(locale).map(MigrateFilling::locale),
                Optional.ofNullable(out),
                upsert || apply,
                duplicateDetectionOff);
    }

    private static Locale locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
        if (java.util.Arrays.stream(Locale.getAvailableLocales()).noneMatch(locale::equals)
                || locale.getLanguage().isEmpty()) {
            throw new WrongUse("--locale: found '" + tag + "', expected a language such as de-DE or en-GB");
        }
        return locale;
    }
}
