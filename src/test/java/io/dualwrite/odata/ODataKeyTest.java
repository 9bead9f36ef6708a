package io.dualwrite.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ODataKeyTest {
    @Test
    void a_row_is_addressed_by_all_parts_of_its_key() {
        ODataKey key = ODataKey.empty()
                .text("msdyn_salesordernumber", "F1")
                .bare("_msdyn_company_value", "0a8f")
                .number("line", new BigDecimal("1.00"));
        assertThat(key.address("salesorders"))
                .isEqualTo("salesorders(msdyn_salesordernumber='F1',_msdyn_company_value=0a8f,line=1)");
    }

    @Test
    void a_quote_in_a_text_is_doubled() {
        assertThat(ODataKey.empty().text("name", "O'Neil").filter()).isEqualTo("name eq 'O''Neil'");
    }

    @Test
    void a_query_has_its_filter_encoded() {
        String query = ODataKey.empty().text("name", "A&B #1").query("accounts", "accountid", 2);
        assertThat(query).isEqualTo("accounts?$select=accountid&$filter=name%20eq%20'A%26B%20%231'&$top=2");
    }

    @Test
    void a_key_with_a_character_that_dataverse_cannot_address_says_so() {
        for (char c : "/<>*%&:\\?+".toCharArray()) {
            assertThat(ODataKey.empty().text("name", "a" + c + "b").addressable())
                    .as("with " + c)
                    .isFalse();
        }
        assertThat(ODataKey.empty().text("name", "Ä-1 (b)").addressable()).isTrue();
    }

    @Property
    void any_text_survives_its_way_through_the_address(@ForAll String value) {
        String address = ODataKey.empty().text("name", value).address("accounts");
        assertThat(URI.create("http://host/" + address)).isNotNull();
        String decoded = URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        String literal = decoded.substring("accounts(name='".length(), decoded.length() - 2);
        assertThat(literal.replace("''", "'")).isEqualTo(utf8(value));
    }

    /** Half a surrogate pair is no character; it becomes a question mark in any encoding. */
    private static String utf8(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
