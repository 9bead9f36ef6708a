package io.dualwrite.journal;

/**
 * What giving rows up did.
 *
 * @param rows how many were given up
 * @param linesWaiting how many lines waited for one of them as their header; they are told, and wait on
 */
public record Discarded(int rows, int linesWaiting) {}
