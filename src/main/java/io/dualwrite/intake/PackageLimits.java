package io.dualwrite.intake;

/**
 * What a data package may unpack to.
 *
 * @param bytes of all its files together
 * @param ratio of unpacked to packed size of one file
 * @param ratioFrom bytes from which the ratio is looked at; small files pack well
 */
public record PackageLimits(long bytes, long ratio, long ratioFrom) {
    public static final PackageLimits DEFAULT = new PackageLimits(8L << 30, 200, 10L << 20);
}
