/**
 * How much: exact amounts of one currency.
 *
 * <p>An amount is a whole number of the currency's minor units, so no rounding ever happens and equal amounts are
 * equal. Text is a decimal string with a point and as many digits after it as the currency has. Amounts are not
 * negative and stay below 10^15 minor units, which any program that reads the text as a binary double still holds
 * exactly.
 *
 * <p>What is exchanged is always the decimal text and the currency's code; minor units do not leave a program, since
 * how many digits a currency has is the table's of java.util.Currency and changes, rarely, with ISO's.
 *
 * <p>Source: ISO 4217.
 */
package org.byway.protocol.money;
