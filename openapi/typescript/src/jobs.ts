import { type Connection, sleep } from './connection.js';
import type { Job as JobData, JobSpec, JobSummary } from './core/types.gen.js';
import { JobEnded, WinnowError } from './errors.js';
import { type Event, parse } from './events.js';
import { each, type Query } from './pages.js';

const TERMINAL = new Set(['succeeded', 'failed', 'cancelled']);
const LONG_POLL = 20;

export interface WaitOptions {
  /** Called with every new state. */
  onProgress?: (job: JobData) => void;
  /** Give up waiting after so many seconds; the job goes on. */
  timeout?: number;
}

/** One job; `data` is its last known state. */
export class Job {
  constructor(
    private readonly connection: Connection,
    public data: JobData,
  ) {}

  get id(): string {
    return this.data.id;
  }

  get state(): string {
    return this.data.state;
  }

  /** What it made, e.g. `{ checkpoint_id }`; of a pipeline also `jobs`, by name. Empty before its success. */
  get result(): Record<string, any> {
    return this.data.result ?? {};
  }

  async refresh(wait = 0): Promise<this> {
    const answer = await this.connection.request('GET', `/v1/jobs/${this.id}?wait=${wait.toFixed(1)}`);
    this.data = (await answer.json()) as JobData;
    return this;
  }

  /** Resolves when the job has succeeded; throws JobEnded when it ends otherwise. */
  async wait({ onProgress, timeout }: WaitOptions = {}): Promise<this> {
    const deadline = timeout === undefined ? Infinity : Date.now() + timeout * 1000;
    for (;;) {
      onProgress?.(this.data);
      if (TERMINAL.has(this.state)) break;
      const left = Math.min(LONG_POLL, (deadline - Date.now()) / 1000);
      if (left <= 0) throw new WinnowError(`${this.id} is still ${this.state} after ${timeout} s`);
      await this.refresh(left);
    }
    if (this.state === 'succeeded') return this;
    const failure = this.data.failure;
    const why = failure ? `: ${failure.detail} ${failure.hint ?? ''}`.trimEnd() : '';
    throw new JobEnded(`${this.data.kind} ${this.id} ${this.state}${why}`, this.data);
  }

  /** Everything that happens to it, until it has ended. A broken connection is made again and goes on where it was. */
  async *events({ after = 0 }: { after?: number } = {}): AsyncGenerator<Event> {
    for (let failures = 0; ; ) {
      const headers = { 'Last-Event-ID': String(after) };
      const response = await this.connection.request('GET', `/v1/jobs/${this.id}/events`, { headers });
      if (response.status === 204 || response.body === null) return;
      try {
        for await (const event of parse(response.body)) {
          [after, failures] = [event.id, 0];
          yield event;
        }
      } catch (error) {
        failures += 1;
        if (failures > 5) throw error;
        await sleep(failures);
      }
    }
  }

  /** Ask it to stop; `wait` tells when it has. */
  async cancel(): Promise<this> {
    return this.change('cancel');
  }

  /** Queue it again after it failed or was cancelled. */
  async retry(): Promise<this> {
    return this.change('retry');
  }

  async logs(): Promise<string> {
    return (await this.connection.request('GET', `/v1/jobs/${this.id}/logs`)).text();
  }

  private async change(verb: string): Promise<this> {
    const answer = await this.connection.request('POST', `/v1/jobs/${this.id}/${verb}`);
    this.data = (await answer.json()) as JobData;
    return this;
  }
}

/** `client.jobs`. */
export class Jobs {
  constructor(private readonly connection: Connection) {}

  /** Submit a job or a pipeline. */
  async create(spec: JobSpec): Promise<Job> {
    const body = JSON.stringify(spec);
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.connection.request('POST', '/v1/jobs', { body, headers });
    return new Job(this.connection, (await answer.json()) as JobData);
  }

  async get(jobId: string): Promise<Job> {
    const answer = await this.connection.request('GET', `/v1/jobs/${jobId}`);
    return new Job(this.connection, (await answer.json()) as JobData);
  }

  /** Every job, newest first. */
  list(query: Query = {}): AsyncGenerator<JobSummary> {
    return each<JobSummary>(this.connection, '/v1/jobs', query);
  }
}
