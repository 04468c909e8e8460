/**
 * Port: checks a password without the hub, on a device that has signed in before. The hash is slow
 * on purpose and says its own parameters.
 */
export interface PasswordVerifier {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}
