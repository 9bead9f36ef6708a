package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.tablemap.ValueMap.Translation;
import io.dualwrite.tablemap.ValueMap.Unlisted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class ValueMapTest {
    @Property(tries = 200)
    void a_reversible_map_brings_every_value_back(
            @ForAll @NotEmpty @UniqueElements List<@IntRange(min = 1) Integer> numbers,
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String prefix) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        numbers.forEach(number -> entries.put(prefix + number, List.of(String.valueOf(number))));
        ValueMap map = map(entries, Map.of());
        entries.keySet().forEach(value -> {
            String there =
                    map.toDataverse(value.toUpperCase(java.util.Locale.ROOT)).value();
            assertThat(map.toFinops(there)).isEqualTo(new Translation(true, value));
            assertThat(map.toFinops(there + ".0").value()).isEqualTo(value);
        });
    }

    @Test
    void of_several_values_the_first_that_is_not_blank_comes_back() {
        Map<String, List<String>> entries = entries("", "1", "widowhood", "1", "widowed", "1");
        assertThat(map(entries, Map.of()).toFinops("1").value()).isEqualTo("widowhood");
        assertThat(map(entries, Map.of("1", "widowed")).toFinops("1").value()).isEqualTo("widowed");
    }

    @Test
    void a_blank_key_is_the_value_of_a_blank_source() {
        ValueMap map = map(entries("", "us", "de", "germany"), Map.of());
        assertThat(map.toDataverse(null).value()).isEqualTo("us");
        assertThat(map.toDataverse(" ").value()).isEqualTo("us");
        assertThat(map(entries("de", "germany"), Map.of()).toDataverse("")).isEqualTo(new Translation(true, null));
    }

    @Test
    void an_unlisted_value_is_kept_or_not_listed() {
        assertThat(new ValueMap("country", Unlisted.KEEP, entries("de", "germany"), Map.of()).toDataverse("BR"))
                .isEqualTo(new Translation(true, "BR"));
        assertThat(map(entries("de", "germany"), Map.of()).toDataverse("BR").listed())
                .isFalse();
    }

    @Test
    void an_unlisted_value_can_be_left_to_the_default_of_the_line() {
        ValueMap site = new ValueMap("site", Unlisted.DEFAULT, entries("2", "seattle"), Map.of());
        assertThat(site.toFinops("Seattle")).isEqualTo(new Translation(true, "2"));
        assertThat(site.toFinops("Paris")).isEqualTo(new Translation(true, null));
        assertThat(site.toFinops("")).isEqualTo(new Translation(true, null));
    }

    private static ValueMap map(Map<String, List<String>> entries, Map<String, String> reverse) {
        return new ValueMap("test", Unlisted.REJECT, entries, reverse);
    }

    private static Map<String, List<String>> entries(String... pairs) {
        return java.util.stream.IntStream.range(0, pairs.length / 2)
                .boxed()
                .collect(Collectors.toMap(
                        i -> pairs[2 * i], i -> List.of(pairs[2 * i + 1]), (a, b) -> a, LinkedHashMap::new));
    }
}
