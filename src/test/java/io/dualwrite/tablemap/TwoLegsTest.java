package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoLegsTest {
    private static final String FIRST =
            """
            map: to-middle
            version: 1.0.0.0
            cds:       { entity: Contact, key: [ContactId] }
            dataverse: { table: contacts, key: [msdynce_contactnumber] }
            fields:
              - ContactId <  msdynce_contactnumber
              - Gender    << gendercode            via gender
              - PartyType << none                  default Person
            values:
              gender: { Male: 1, Female: 2 }
            """;
    private static final String SECOND =
            """
            map: from-middle
            version: 1.0.0.0
            finops:  { entity: CDSContacts, key: [dataAreaId, ContactPersonPartyNumber] }
            cds:     { entity: Contact, key: [ContactId] }
            through: to-middle
            fields:
              - CONTACTPERSONPARTYNUMBER            <  ContactId
              - GENDER                              << Gender
              - CONTACTPERSONPARTYTYPE              <  PartyType
              - ISCONTACTPERSONEXTERNALLYMAINTAINED << none default Yes
            """;

    @TempDir
    Path folder;

    @Test
    void two_legs_are_one_way_with_the_name_of_the_second() throws IOException {
        TableMaps maps = load(FIRST, SECOND);

        TableMap way = maps.named("from-middle").orElseThrow();
        assertThat(maps.all()).containsExactly(way);
        assertThat(way.table(Side.FINOPS)).isEqualTo("CDSContacts");
        assertThat(way.table(Side.DATAVERSE)).isEqualTo("contacts");
        assertThat(way.flows(Direction.TO_FINOPS)).isTrue();
        assertThat(way.flows(Direction.TO_DATAVERSE)).isFalse();
        assertThat(way.fieldFor(Side.FINOPS, "GENDER").flatMap(field -> field.name(Side.DATAVERSE)))
                .contains("gendercode");
        assertThat(maps.firstLegs()).extracting(TableMap::name).containsExactly("to-middle");
        assertThat(maps.reading(Side.DATAVERSE, "contacts")).containsExactly(way);
    }

    @Test
    void a_second_leg_without_its_first_is_refused() {
        assertThatThrownBy(() -> load(FIRST, SECOND.replace("through: to-middle", "through: nowhere")))
                .hasMessageContaining("through: nowhere")
                .hasMessageContaining("Contact");
    }

    @Test
    void a_map_says_which_two_systems_it_joins() {
        String three = SECOND + "dataverse: { table: contacts, key: [msdynce_contactnumber] }\n";

        assertThatThrownBy(() -> load(FIRST, three)).hasMessageContaining("from-middle.map.yaml:1");
        assertThatThrownBy(() -> load(FIRST, SECOND.replace("through: to-middle\n", "")))
                .hasMessageContaining("through in the second");
    }

    @Test
    void a_changed_first_leg_makes_another_map() throws IOException {
        String before = load(FIRST, SECOND).named("from-middle").orElseThrow().fingerprint();

        String after = load(FIRST.replace("Female: 2", "Female: 3"), SECOND)
                .named("from-middle")
                .orElseThrow()
                .fingerprint();

        assertThat(after).isNotEqualTo(before);
    }

    private TableMaps load(String... texts) throws IOException {
        for (String text : List.of(texts)) {
            String name = text.lines().findFirst().orElseThrow().replace("map: ", "");
            Files.writeString(folder.resolve(name + ".map.yaml"), text);
        }
        return TableMaps.load(folder, Schema.dataIntegrator());
    }
}
