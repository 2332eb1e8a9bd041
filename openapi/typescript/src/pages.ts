import type { Connection } from './connection.js';

/** Filters of a listing, as in the API. */
export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** Every item of a listing; pages are asked for as they are needed. */
export async function* each<T>(connection: Connection, path: string, query: Query = {}): AsyncGenerator<T> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) params.append(name, String(one));
    }
  }
  for (;;) {
    const page = (await (await connection.request('GET', `${path}?${params}`)).json()) as {
      items: T[];
      next_cursor: string | null;
    };
    yield* page.items;
    if (!page.next_cursor) return;
    params.set('cursor', page.next_cursor);
  }
}
