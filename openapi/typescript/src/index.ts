export { Subsets, Winnow } from './client.js';
export { Connection, type Options } from './connection.js';
export * from './core/types.gen.js';
export { Datasets, type UploadOptions } from './datasets.js';
export { ApiError, ConnectionFailed, type FieldError, JobEnded, WinnowError } from './errors.js';
export type { Event } from './events.js';
export { Job, Jobs, type WaitOptions } from './jobs.js';
