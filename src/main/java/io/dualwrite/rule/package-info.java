/**
 * Business rules that no table of fields can express, each by the name it has in the flows. A rule reads a change and
 * its images and edits the mapped fields or settles the change; what it must know beyond that comes through ports.
 */
package io.dualwrite.rule;
