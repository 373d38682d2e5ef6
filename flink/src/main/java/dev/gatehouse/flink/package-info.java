@NullMarked
package dev.gatehouse.flink;

import org.jspecify.annotations.NullMarked;
