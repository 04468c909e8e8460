/** Somebody of the demo organisation at the hub's API, without a browser. */
export class HubApi {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signedIn(hubUrl: string, username: string): Promise<HubApi> {
    const url = `${hubUrl}/api/v1`;
    const body = { username, password: "healthops-demo" };
    const { accessToken } = await answered(await fetch(`${url}/auth/sign-in`, posted(body)));
    return new HubApi(url, String(accessToken));
  }

  /** Adds records to a collection, given as `module/collection`. */
  async add(collection: string, records: readonly object[]): Promise<void> {
    const authorization = { authorization: `Bearer ${this.#token}` };
    await Promise.all(
      records.map(async (record) =>
        answered(await fetch(`${this.#url}/${collection}`, posted(record, authorization))),
      ),
    );
  }

  /** The first record of a collection, given as `module/collection`. */
  async first(collection: string): Promise<Readonly<Record<string, unknown>>> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const { records } = await answered(
      await fetch(`${this.#url}/${collection}?limit=1`, { headers }),
    );
    return (records as readonly Record<string, unknown>[])[0] ?? {};
  }
}

function posted(body: object, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

async function answered(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
