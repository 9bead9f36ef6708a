package io.dualwrite.tablemap;

/** What the parser of maps may find; the check explains each of them under the same name. */
public enum MapFault {
    MAP_UNREADABLE,
    YAML_KEY_TWICE,
    YAML_KEY_UNKNOWN,
    MAP_INCOMPLETE,
    MAP_MALFORMED,
    MAP_NAME,
    TABLE_UNKNOWN,
    FIELD_UNKNOWN,
    FIELD_LINE,
    ARROW_UNKNOWN,
    ARROW_WRONG,
    DEFAULT_MISSING,
    VALUE_MAP_UNKNOWN,
    VALUE_MAP_UNUSED,
    VALUE_DUPLICATE,
    FILTER_UNREADABLE,
    DIRECTION_UNKNOWN,
    WORD_UNKNOWN,
    KEY_UNMAPPED,
    TARGET_DUPLICATE,
    LOOKUP_PATH,
    EXPLANATION_UNUSED,
    VERSION_UNKNOWN,
    FIRST_LEG_MISSING
}
