package org.stellarticker.marketdata.offender;

public record KeepsADouble(double price) {}
