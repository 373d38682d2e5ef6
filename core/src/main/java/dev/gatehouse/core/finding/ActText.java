package dev.gatehouse.core.finding;

/**
 * What a finding says was done, in words, without who did it.
 *
 * @param text the whole: {@code stopped trail organization}
 * @param verb the words before the first thing named: {@code stopped trail}; the whole where none
 *     is
 * @param object the first thing named: {@code organization}; empty where none is
 */
public record ActText(String text, String verb, String object) {}
