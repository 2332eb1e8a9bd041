/** Everything that can go wrong, as one tree: catch `WinnowError` for all of it. */
export class WinnowError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The service could not be reached, and trying again did not help. */
export class ConnectionFailed extends WinnowError {}

/** One wrong field of a request. */
export interface FieldError {
  /** A JSON Pointer into the request. */
  pointer?: string;
  detail?: string;
}

/** The service said no with a problem document (RFC 9457). */
export class ApiError extends WinnowError {
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];

  constructor(
    readonly status: number,
    readonly problem: Record<string, unknown>,
  ) {
    const title = String(problem.title ?? status);
    const detail = String(problem.detail ?? '');
    const errors = (problem.errors ?? []) as FieldError[];
    const fields = errors.map((error) => `\n  ${error.pointer ?? '#'}: ${error.detail ?? ''}`).join('');
    super(`${title} (${status})${detail ? ': ' : ''}${detail}${fields}`);
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }
}

/** A job ended otherwise than by success; `job` is its last state. */
export class JobEnded<Job> extends WinnowError {
  constructor(
    message: string,
    readonly job: Job,
  ) {
    super(message);
  }
}
