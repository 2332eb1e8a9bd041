import { type Client, createClient, createConfig } from './core/client/index.js';
import { ApiError, ConnectionFailed } from './errors.js';

const TRY_AGAIN = new Set([429, 502, 503, 504]);
const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const LONGEST_PAUSE = 30;

export interface Options {
  /** Sent as `Authorization: Bearer`. */
  key?: string;
  /** How often a request is sent before giving up, if repeating it is harmless. Default 4. */
  attempts?: number;
  /** Instead of the global fetch. */
  fetch?: typeof fetch;
}

export const sleep = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));

/** Requests that carry the key, are repeated when that is harmless, and throw `ApiError` for every refusal. */
export class Connection {
  /** What generated functions take as `client`. */
  readonly core: Client;
  readonly url: string;
  private readonly attempts: number;
  private readonly send: typeof fetch;

  constructor(
    url: string,
    private readonly options: Options = {},
  ) {
    this.url = url.replace(/\/+$/, '');
    this.attempts = options.attempts ?? 4;
    this.send = options.fetch ?? fetch;
    const through: typeof fetch = (input, init) => this.repeat(new Request(input, init));
    this.core = createClient(createConfig({ baseUrl: this.url, fetch: through, throwOnError: true }));
  }

  /** A request for which there is no generated function. `path` may be a whole URL of this service. */
  async request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const request = new Request(new URL(path, `${this.url}/`), { ...init, method });
    return this.repeat(request);
  }

  private async repeat(request: Request): Promise<Response> {
    if (this.options.key) request.headers.set('Authorization', `Bearer ${this.options.key}`);
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      // A name of its own: repeating the request creates nothing twice.
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    }
    const repeatable = HARMLESS.has(request.method) || request.headers.has('Idempotency-Key');
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= this.attempts || !repeatable;
      let response: Response | undefined;
      try {
        response = await this.send(last ? request : request.clone());
      } catch (error) {
        if (last || request.signal.aborted) {
          throw new ConnectionFailed(`${new URL(request.url).host} did not answer`, { cause: error });
        }
      }
      if (response?.ok || response?.status === 304) return response;
      if (response && (last || !TRY_AGAIN.has(response.status))) throw await refusal(response);
      await response?.body?.cancel();
      await sleep(pause(attempt, response));
    }
  }
}

function pause(attempt: number, response: Response | undefined): number {
  const asked = Number(response?.headers.get('Retry-After') ?? Number.NaN);
  if (Number.isFinite(asked)) return Math.min(asked, LONGEST_PAUSE);
  return Math.min(0.5 * 2 ** attempt, LONGEST_PAUSE) * (0.5 + Math.random() / 2);
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    return new ApiError(response.status, JSON.parse(text) as Record<string, unknown>);
  } catch {
    return new ApiError(response.status, { detail: text.slice(0, 500) });
  }
}
