package io.dualwrite.check;

/** One thing that is not as it must be. */
public record Finding(Code code, Place place, String found, String expected) {}
