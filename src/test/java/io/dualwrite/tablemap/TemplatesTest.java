package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    private static final String FILE =
            """
            templates:
              - { id: accounts, name: Accounts, document: accounts, needs: [], tasks: [ { task: Accounts, map: a } ] }
              - { id: contacts, name: Contacts, document: contacts, needs: [accounts], tasks: [ { task: C, map: c } ] }
              - { id: contacts-cds, name: Contacts through CDS, document: contacts, needs: [accounts],
                  instead: contacts, tasks: [ { task: C, map: through } ] }
              - { id: quotes, name: Quotes, document: quotes, needs: [contacts],
                  tasks: [ { task: Header, map: header }, { task: Line, map: line } ] }
            """;

    @TempDir
    Path folder;

    @Test
    void all_means_all_but_those_that_stand_in_for_another_one() throws IOException {
        assertThat(load(FILE, "all").running())
                .extracting(Templates.Template::id)
                .containsExactly("accounts", "contacts", "quotes");
    }

    @Test
    void a_task_runs_after_the_earlier_ones_of_its_template_and_those_of_its_predecessors() throws IOException {
        Templates all = load(FILE, "all");

        assertThat(all.before("a")).isEmpty();
        assertThat(all.before("c")).containsExactly("a");
        assertThat(all.before("line")).containsExactlyInAnyOrder("header", "c", "a");
    }

    @Test
    void a_template_that_stands_in_is_a_predecessor_as_well() throws IOException {
        assertThat(load(FILE, "quotes", "contacts-cds", "accounts").before("header"))
                .containsExactlyInAnyOrder("through", "a");
    }

    @Test
    void a_missing_predecessor_is_named() throws IOException {
        assertThat(load(FILE, "quotes").missingPredecessors())
                .singleElement()
                .asString()
                .contains("'Quotes'", "'Contacts'");
        assertThat(load(FILE, "all").missingPredecessors()).isEmpty();
    }

    @Test
    void two_templates_for_the_same_rows_are_refused_with_the_reason() {
        assertThatThrownBy(() -> load(FILE, "accounts", "contacts", "contacts-cds"))
                .isInstanceOf(MapErrors.class)
                .hasMessageContaining("contacts-cds and contacts")
                .hasMessageContaining("both write the same contacts");
        assertThatThrownBy(() -> load(FILE, "all", "contacts-cds")).hasMessageContaining("contacts-cds and contacts");
    }

    @Test
    void an_unknown_template_is_named_with_those_that_there_are() {
        assertThatThrownBy(() -> load(FILE, "acounts"))
                .hasMessageContaining("'acounts'")
                .hasMessageContaining("accounts, contacts");
    }

    @Test
    void a_fault_in_the_file_has_its_line() {
        assertThatThrownBy(() -> load("templates:\n  - { id: x, name: X }\n", "all"))
                .hasMessageContaining("templates.yaml:2");
        assertThatThrownBy(() -> load("templates: [\n", "all")).hasMessageContaining("templates.yaml:");
        assertThatThrownBy(() -> load("", "all")).hasMessageContaining("an empty file");
    }

    private Templates load(String text, String... chosen) throws IOException {
        return Templates.load(Files.writeString(folder.resolve("templates.yaml"), text), List.of(chosen));
    }
}
