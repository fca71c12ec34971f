/** Bodies of other types, too large, and compressed: refused where they are read, ignored where not. */
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { control } from '../../support/logouts.ts';
import { openRaw, type RawConnection } from '../../support/raw.ts';
import { until } from '../../support/until.ts';
import { catalogued } from '../catalogued.ts';
import { attacked, linesOf, newSession, unreadDoors } from './doors.ts';
import { stillLogsOut } from './knocking.ts';
import { platform, readers, refuses, takes } from './readers.ts';

const server = attacked();
const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const json = (good: object): string => JSON.stringify(good);

/** Writes for as long as the server takes it; resolves to the bytes it took until it closed the connection. */
async function flood(connection: RawConnection, part: string): Promise<number> {
  await until('the server has had enough', () => {
    if (connection.flushed()) connection.write(part);
    return connection.isClosed();
  });
  return connection.sent();
}

describe(catalogued(48), () => {
  const others = [
    'text/plain',
    'text/json',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/jsonp',
    'application/json5',
    'application/problem+json',
    'application/vnd.api+json',
    'application/*',
    '*/*',
    'json',
    ';;;',
    'application/json; charset=utf-16',
    'application/json; charset=utf-7',
    'application/json; charset=iso-8859-1',
    'application/json; charset=nonsense',
    'application/json, text/plain',
    '',
  ];
  describe.each(readers)('$name', (reader) => {
    it.each(others)('refuses a good body that is declared %s', async (type) => {
      await refuses(server(), reader, { bytes: json, type });
    });

    it('refuses one that is not declared, and one that is declared twice, once wrongly', async () => {
      await refuses(server(), reader, { bytes: json, type: null });
      const more = ['Content-Type: application/json'];
      await refuses(server(), reader, { bytes: json, type: 'text/plain', more });
    });

    it.each([
      'application/json',
      'APPLICATION/JSON',
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
    ])('takes one that is declared %s', async (type) => {
      await takes(server(), reader, { bytes: json, type });
    });

    it('refuses UTF-16, a byte order mark, overlong and cut UTF-8, whatever is declared', async () => {
      for (const bytes of [
        (good: object) => Buffer.from(json(good), 'utf16le'),
        (good: object) =>
          Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(json(good), 'utf16le').swap16()]),
        (good: object) => Buffer.from(json({ ...good, reason: '\u00e9' }), 'latin1'),
        (good: object) => Buffer.concat([Buffer.from([0xc0, 0xa0]), Buffer.from(json(good))]),
        (good: object) => Buffer.concat([Buffer.from(json(good)), Buffer.from([0xe2, 0x82])]),
      ]) {
        await refuses(server(), reader, { bytes });
      }
    });
  });

  it.each(['application/json', ...others])(
    'platform takes no body at all as none, declared %s',
    async (type) => {
      await takes(server(), platform, { bytes: () => '', type });
    },
  );

  it.each(unreadDoors)('$name ignores a body of any type', async (here) => {
    for (const [type, body] of [
      ['application/json', '{"scope":'],
      ['application/json', '[{"scope":"all"}]'],
      ['application/json; charset=nonsense', '{}'],
      ['text/plain', 'hello'],
      ['application/x-www-form-urlencoded', 'a=b&a=c'],
      ['multipart/form-data', '--x'],
      [';;;', '{}'],
    ] as const) {
      const more = [`Content-Type: ${type}`, `Content-Length: ${body.length}`];
      await stillLogsOut(server(), here, { more, body });
    }
  });
});

describe(catalogued(49), () => {
  describe.each(readers)('$name', (reader) => {
    const padded = (length: number) => (good: object) => json(good).padEnd(length, ' ');

    it('takes 16 KiB, and refuses one byte more', async () => {
      await takes(server(), reader, { bytes: padded(16 * KIBIBYTE) });
      await refuses(server(), reader, { bytes: padded(16 * KIBIBYTE + 1) });
    });

    it('takes 16 KiB in chunks, and refuses one byte more, with and without their end', async () => {
      const chunked =
        (length: number, end = '0\r\n\r\n') =>
        (good: object) =>
          `${(padded(length)(good).match(/[\s\S]{1,1000}/g) ?? []).map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}${end}`;
      const framing = 'Transfer-Encoding: chunked';
      await takes(server(), reader, { bytes: chunked(16 * KIBIBYTE), framing });
      await refuses(server(), reader, { bytes: chunked(16 * KIBIBYTE + 1), framing });
      await refuses(server(), reader, { bytes: chunked(20 * KIBIBYTE, ''), framing });
    });

    it.each([100 * KIBIBYTE, 10 * MEBIBYTE, Number.MAX_SAFE_INTEGER])(
      'refuses %i bytes once they are announced',
      async (length) => {
        await refuses(server(), reader, { bytes: json, framing: `Content-Length: ${length}` });
      },
    );

    it('does not ask who waits to be asked for too much', async () => {
      const more = ['Expect: 100-continue'];
      const framing = `Content-Length: ${MEBIBYTE}`;
      await refuses(server(), reader, { bytes: () => '', more, framing });
    });
  });

  describe.each(unreadDoors)('$name', (here) => {
    it('answers before 10 MB have come, and closes the connection', async () => {
      const session = await newSession(server());
      const connection = await openRaw(server());
      const more = [`Content-Length: ${10 * MEBIBYTE}`];
      connection.write(`${linesOf(here, session, { more }).join('\r\n')}\r\n\r\n`);
      connection.write(Buffer.alloc(10 * MEBIBYTE, 'x'));
      const reply = await connection.reply();
      expect([reply.status, reply.headers['connection']]).toEqual([here.status, 'close']);
      await connection.closed();
    });

    it('answers before 10 MB have come in chunks, and closes the connection', async () => {
      const session = await newSession(server());
      const connection = await openRaw(server());
      connection.write(
        `${linesOf(here, session, { more: ['Transfer-Encoding: chunked'] }).join('\r\n')}\r\n\r\n`,
      );
      const chunk = Buffer.from(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
      connection.write(
        Buffer.concat([...Array.from({ length: 160 }, () => chunk), Buffer.from('0\r\n\r\n')]),
      );
      expect((await connection.reply()).status).toBe(here.status);
      await connection.closed();
    });

    it('answers a body that never ends, and reads only so much of it', async () => {
      const session = await newSession(server());
      const connection = await openRaw(server());
      connection.write(
        `${linesOf(here, session, { more: ['Transfer-Encoding: chunked'] }).join('\r\n')}\r\n\r\n`,
      );
      expect((await connection.reply()).status).toBe(here.status);
      // What the operating systems of both sides hold between them comes on top.
      expect(await flood(connection, `1000\r\n${'x'.repeat(0x1000)}\r\n`)).toBeLessThan(20 * MEBIBYTE);
    });
  });
});

describe(catalogued(50), () => {
  const brotli = (bytes: Buffer): Buffer =>
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
    });
  const encodings: readonly (readonly [name: string, pack: (bytes: Buffer) => Buffer])[] = [
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotli],
    ['zstd', zstdCompressSync],
    ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
    ['nonsense', (bytes) => bytes],
  ];
  /** They fit into the limit, and would be this much. */
  const SPACES = Buffer.alloc(64 * MEBIBYTE, ' ');
  const bombs = [
    ['br', brotli(SPACES)],
    ['gzip', gzipSync(SPACES.subarray(0, 15 * MEBIBYTE))],
    ['gzip, gzip', gzipSync(gzipSync(SPACES))],
    ['zstd', zstdCompressSync(SPACES)],
  ] as const;
  const residentBytes = async (): Promise<number> => {
    const { text } = await control(server(), 'GET', '/metrics');
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  };

  it('are bombs: small enough for the limit, and large inside', () => {
    for (const [, bomb] of bombs) expect(bomb.length).toBeLessThanOrEqual(16 * KIBIBYTE);
  });

  describe.each(readers)('$name', (reader) => {
    it.each(encodings)('does not take a good body in %s', async (encoding, pack) => {
      const more = [`Content-Encoding: ${encoding}`];
      await refuses(server(), reader, { bytes: (good) => pack(Buffer.from(json(good))), more });
    });

    it('takes one that is encoded in nothing', async () => {
      await takes(server(), reader, { bytes: json, more: ['Content-Encoding: identity'] });
    });

    it('inflates no bomb, a hundred at once', async () => {
      await refuses(server(), reader, { bytes: () => 'x', more: ['Content-Encoding: gzip'] });
      const before = await residentBytes();
      await Promise.all(
        Array.from({ length: 100 }, async (_, at) => {
          const [encoding, bomb] = bombs[at % bombs.length] ?? bombs[0];
          await refuses(server(), reader, { bytes: () => bomb, more: [`Content-Encoding: ${encoding}`] });
        }),
      );
      expect((await residentBytes()) - before).toBeLessThan(64 * MEBIBYTE);
    });

    it('takes no compressed body for one that is not declared as such', async () => {
      await refuses(server(), reader, { bytes: (good) => gzipSync(json(good)) });
    });
  });

  it.each(unreadDoors)('$name ignores them', async (here) => {
    for (const [encoding, bomb] of bombs) {
      const more = [`Content-Encoding: ${encoding}`, `Content-Length: ${bomb.length}`];
      await stillLogsOut(server(), here, { more, body: bomb });
    }
  });

  it('no answer is compressed, whatever is asked for', async () => {
    const [here] = unreadDoors;
    if (here === undefined) return;
    const reply = await stillLogsOut(server(), here, { more: ['Accept-Encoding: gzip, br, zstd, *'] });
    expect(reply.headers['content-encoding']).toBeUndefined();
  });
});
