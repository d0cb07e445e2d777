package org.byway.cli.config;

/** A value, and who said so. */
public record Stated(Value value, Source source) {}
