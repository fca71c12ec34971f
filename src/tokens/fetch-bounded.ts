import type { FetchImplementation } from 'jose';

const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * A fetch that ends when `closing` does, and reads 1 MiB at most, counted after decompression. Redirects are not
 * followed: jose asks for that, and takes nothing but a 200.
 */
export function fetchBounded(closing: AbortSignal): FetchImplementation {
  return async (url, options) => {
    const signal = AbortSignal.any([options.signal, closing]);
    const response = await fetch(url, { ...options, signal });
    if (response.status === 200) return new Response(await readBounded(response));
    await response.body?.cancel();
    return response;
  };
}

async function readBounded(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_RESPONSE_BYTES) throw new Error(`the response has more than ${MAX_RESPONSE_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
