/** The stages of Gatehouse as operators of Apache Flink: same objects, same settled outputs. */
@NullMarked
package dev.gatehouse.flink;

import org.jspecify.annotations.NullMarked;
