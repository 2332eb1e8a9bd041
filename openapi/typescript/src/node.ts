import { openAsBlob } from 'node:fs';

/** A file on disk as a Blob; only the parts that are sent are read. */
export const fileAt = (path: string): Promise<Blob> => openAsBlob(path);
