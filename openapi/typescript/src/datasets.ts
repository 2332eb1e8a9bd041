import { type Connection, sleep } from './connection.js';
import type { Dataset, Sample } from './core/types.gen.js';
import { ApiError, ConnectionFailed, WinnowError } from './errors.js';
import { Job, Jobs } from './jobs.js';
import { each, type Query } from './pages.js';

const TUS = { 'Tus-Resumable': '1.0.0' };
const CHUNK = 8 * 1024 * 1024;
const FAILURES = 8;

export interface UploadOptions {
  /** Called with (bytes sent, bytes in all). */
  onProgress?: (done: number, total: number) => void;
}

/** `client.datasets`. */
export class Datasets {
  constructor(private readonly connection: Connection) {}

  async create(name: string, { description = '' }: { description?: string } = {}): Promise<Dataset> {
    const body = JSON.stringify({ name, description });
    const headers = { 'Content-Type': 'application/json' };
    return (await this.connection.request('POST', '/v1/datasets', { body, headers })).json() as Promise<Dataset>;
  }

  async get(datasetId: string): Promise<Dataset> {
    return (await this.connection.request('GET', `/v1/datasets/${datasetId}`)).json() as Promise<Dataset>;
  }

  /** Every dataset, newest first. */
  list(query: Query = {}): AsyncGenerator<Dataset> {
    return each<Dataset>(this.connection, '/v1/datasets', query);
  }

  samples(datasetId: string, query: Query = {}): AsyncGenerator<Sample> {
    return each<Sample>(this.connection, `/v1/datasets/${datasetId}/samples`, query);
  }

  /**
   * Upload an archive or an image by tus 1.0.0: what has arrived when a connection breaks is not sent again.
   * In Node, `fileAt` of `winnow-client/node` opens a file without reading it into memory.
   */
  async upload(datasetId: string, data: Blob, filename: string, options: UploadOptions = {}): Promise<Job> {
    const metadata = `dataset_id ${base64(datasetId)},filename ${base64(filename)}`;
    const headers = { ...TUS, 'Upload-Length': String(data.size), 'Upload-Metadata': metadata };
    const created = await this.connection.request('POST', '/v1/tus', { headers });
    const location = created.headers.get('Location') ?? '';
    let failures = 0;
    for (let offset = 0; offset < data.size; ) {
      options.onProgress?.(offset, data.size);
      try {
        offset = await this.sendPart(location, data.slice(offset, offset + CHUNK), offset);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures > FAILURES || !isPassing(error)) throw error;
        await sleep(Math.min(2 ** failures / 4, 30));
        offset = Number((await this.status(location)).get('Upload-Offset'));
      }
    }
    options.onProgress?.(data.size, data.size);
    const jobId = (await this.status(location)).get('Winnow-Job');
    if (!jobId) throw new WinnowError(`the upload ${location} is complete and has no job`);
    return new Jobs(this.connection).get(jobId);
  }

  private async sendPart(location: string, part: Blob, offset: number): Promise<number> {
    const headers = { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
    const answer = await this.connection.request('PATCH', location, { headers, body: part });
    return Number(answer.headers.get('Upload-Offset'));
  }

  private async status(location: string): Promise<Headers> {
    return (await this.connection.request('HEAD', location, { headers: TUS })).headers;
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ConnectionFailed || (error instanceof ApiError && (error.status === 429 || error.status >= 500));
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
