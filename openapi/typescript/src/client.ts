import { Connection, type Options } from './connection.js';
import type { Client } from './core/client/index.js';
import type { Subset, Pick as PickedSample } from './core/types.gen.js';
import { Datasets } from './datasets.js';
import { Jobs } from './jobs.js';
import { each, type Query } from './pages.js';

/** `client.subsets`: what was selected. */
export class Subsets {
  constructor(private readonly connection: Connection) {}

  async get(subsetId: string): Promise<Subset> {
    return (await this.connection.request('GET', `/v1/subsets/${subsetId}`)).json() as Promise<Subset>;
  }

  list(query: Query = {}): AsyncGenerator<Subset> {
    return each<Subset>(this.connection, '/v1/subsets', query);
  }

  /** What was picked, in the order of picking, each with its reason. */
  samples(subsetId: string): AsyncGenerator<PickedSample> {
    return each<PickedSample>(this.connection, `/v1/subsets/${subsetId}/samples`);
  }
}

/**
 * A Winnow service. Whatever has no method here is in `winnow-client/core`, generated from the API's description:
 * `workersList({ client: client.core })`.
 */
export class Winnow {
  readonly connection: Connection;
  readonly datasets: Datasets;
  readonly jobs: Jobs;
  readonly subsets: Subsets;

  constructor(url: string, options: Options | string = {}) {
    this.connection = new Connection(url, typeof options === 'string' ? { key: options } : options);
    this.datasets = new Datasets(this.connection);
    this.jobs = new Jobs(this.connection);
    this.subsets = new Subsets(this.connection);
  }

  get core(): Client {
    return this.connection.core;
  }

  /** The bytes of `checkpoints`, `embeddings` or `exports`; stream its `body`, or take all of it at once. */
  download(resource: 'checkpoints' | 'embeddings' | 'exports', id: string): Promise<Response> {
    return this.connection.request('GET', `/v1/${resource}/${id}/download`);
  }
}
