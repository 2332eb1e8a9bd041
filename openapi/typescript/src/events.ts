/** One thing that happened to a job. */
export interface Event {
  /** Grows by one; give the last one that you saw as `after` to go on from there. */
  id: number;
  type: 'state' | 'progress' | 'metric' | 'log' | string;
  data: Record<string, unknown>;
}

/** The server-sent events of a body (HTML standard, section 9.2), as the service writes them. */
export async function* parse(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = fromBlock(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel();
  }
}

function fromBlock(block: string): Event | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const [id, data] = [fields.get('id'), fields.get('data')];
  if (id === undefined || data === undefined) return undefined;
  return { id: Number(id), type: fields.get('event') ?? 'message', data: JSON.parse(data) };
}
