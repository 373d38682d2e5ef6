package dev.gatehouse.estate.inventory;

/**
 * Something that nobody told the inventory, so that answers hang on it.
 *
 * @param account whose it is; "" for the organization
 * @param what one clause, such as {@code the users, roles and policies of account `111122223333`}
 * @param wouldBeAnsweredBy the command or file that would tell
 */
public record Missing(String account, String what, String wouldBeAnsweredBy) {}
