/** Where one changes one's own password. */
export const PASSWORD_PATH = "/password";
