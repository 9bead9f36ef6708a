/**
 * Table maps as data: which entity of F&amp;O stands opposite which table of Dataverse, field by field, read from YAML
 * and checked before the first row travels.
 */
package io.dualwrite.tablemap;
