package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LookupPathTest {
    @Test
    void a_column_is_no_lookup() {
        assertThat(LookupPath.of("shipto_city").isLookup()).isFalse();
    }

    @Test
    void a_path_has_a_root_and_steps() {
        LookupPath path = LookupPath.of("msdyn_salesproductcategory.msdyn_hierarchy.msdyn_name");
        assertThat(path.root()).isEqualTo("msdyn_salesproductcategory");
        assertThat(path.steps()).containsExactly("msdyn_hierarchy", "msdyn_name");
    }

    @Test
    void a_path_over_several_tables_has_branches_and_shorter_names() {
        LookupPath path = LookupPath.of("customerid.Account(accountnumber).Contact(msdyn_contactpersonid)");
        assertThat(path.root()).isEqualTo("customerid");
        assertThat(path.branches()).extracting(LookupPath.Branch::table).containsExactly("Account", "Contact");
        assertThat(path.alternatives())
                .contains("customerid.Account(accountnumber)", "customerid_account.accountnumber");
    }

    @Test
    void anything_else_is_no_path() {
        assertThatThrownBy(() -> LookupPath.of("customerid.Account(")).hasMessageContaining("customerid.Account(");
        assertThatThrownBy(() -> LookupPath.of("a..b")).hasMessageContaining("a..b");
    }
}
