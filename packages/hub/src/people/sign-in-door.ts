import type { RefreshingDevice, SignInRequest, Tokens } from "@healthops/protocol/wire/auth";
import { isProblem } from "@healthops/base/problem";
import type { PeopleService } from "./people-service.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";

/** Signing in as every door offers it, those of older clients too: the same limits, checks and counts. */
export interface SignInDoor {
  /** Opens a session; problems as {@link PeopleService.signIn}. */
  signIn(request: SignInRequest, client: SignInClient): Promise<Tokens>;
  /** Exchanges a refresh token; problems as {@link PeopleService.refresh}. */
  refresh(
    refreshToken: string,
    attempt?: string | null,
    device?: RefreshingDevice | null,
  ): Promise<Tokens>;
}

/** The door of a server; `count` hears how each attempt went: `ok` or a problem's code. */
export function signInDoor(people: PeopleService, count: (outcome: string) => void): SignInDoor {
  return {
    async signIn(request, client) {
      try {
        const tokens = await people.signIn(request, client);
        count("ok");
        return tokens;
      } catch (error) {
        if (isProblem(error)) count(error.code);
        throw error;
      }
    },
    refresh: (refreshToken, attempt = null, device = null) =>
      people.refresh(refreshToken, attempt, device),
  };
}

declare module "fastify" {
  interface FastifyInstance {
    /** Where people sign in, whatever the address is called. */
    readonly signInDoor: SignInDoor;
  }
}
