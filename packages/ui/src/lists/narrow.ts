/** Where a table has no room and rows are cards. */
export const NARROW = "(max-width: 47.99em)";
