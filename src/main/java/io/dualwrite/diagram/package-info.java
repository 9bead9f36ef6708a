/** Pictures of maps, of their order and of the order status, as Mermaid text; drawn from what the program runs by. */
package io.dualwrite.diagram;
