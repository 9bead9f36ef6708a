/** Table maps as Microsoft's dual-write exports and takes them: read into maps of ours, and written from them. */
package io.dualwrite.exchange;
