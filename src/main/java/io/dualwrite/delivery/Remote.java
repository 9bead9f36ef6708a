package io.dualwrite.delivery;

import io.dualwrite.odata.ODataClient;

/** One side's service, with the gate that everything speaking to it shares. */
public record Remote(ODataClient client, Gate gate) {}
