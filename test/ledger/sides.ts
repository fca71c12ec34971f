/** What the two sides of a declaration said: the mock of its document, and the real server. */
import { mediaTypeOf } from '../../src/kit/media-type.ts';
import type { Seen } from '../../src/kit/send.ts';

export type Driver = 'mock' | 'server' | 'presenter';

/** An answer as far as the two sides have to agree. */
export interface Shape {
  readonly driver: Driver;
  /** Of the declaration: operation, status, media type, example. */
  readonly key: string;
  readonly status: number;
  readonly mediaType: string | null;
  /** In lower case, sorted. */
  readonly headers: readonly string[];
  /** JSON pointers of all members of the body, sorted; numbers of lists left out. */
  readonly members: readonly string[];
}

export function shapeOf(
  driver: Driver,
  key: string,
  seen: Seen,
  isOfLayer: (name: string) => boolean,
): Shape {
  const names = seen.headers.map(([name]) => name.toLowerCase());
  const mediaType = mediaTypeOf(seen);
  return {
    driver,
    key,
    status: seen.status,
    mediaType,
    headers: [...new Set(names)].filter((name) => !isOfLayer(name) && name !== 'content-type').sort(),
    members: mediaType?.endsWith('json') === true ? membersOf(JSON.parse(seen.body.toString())) : [],
  };
}

function membersOf(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, one]) => {
    const here = Array.isArray(value) ? `${at}/-` : `${at}/${name}`;
    return [here, ...membersOf(one, here)];
  });
  return [...new Set(inside)].sort();
}

/** One thing in which the sides of a declaration differ. */
export interface Difference {
  readonly key: string;
  readonly in: 'status' | 'media type' | 'header' | 'member';
  readonly mock: string;
  readonly server: string;
}

/**
 * Optional headers that the mock always shows and no server of the table does, since they need a setting of their own.
 * Each has a test that brings it about: test/e2e/posture.test.ts.
 */
const BY_SETTING: ReadonlySet<string> = new Set(['x-session-posture']);

/** A header or a member counts as said by the server when one of its answers to the declaration has it. */
export function differencesOf(shapes: readonly Shape[]): readonly Difference[] {
  const keys = [...new Set(shapes.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const own = shapes.filter((shape) => shape.key === key);
    const mock = own.filter(({ driver }) => driver === 'mock');
    const server = own.filter(({ driver }) => driver !== 'mock');
    if (mock.length === 0 || server.length === 0) return [];
    const compare = (
      where: Difference['in'],
      of: (shape: Shape) => readonly string[],
    ): readonly Difference[] => {
      const [left, right] = [new Set(mock.flatMap(of)), new Set(server.flatMap(of))];
      return [...new Set([...left, ...right])]
        .filter((one) => !left.has(one) || !right.has(one))
        .filter((one) => right.has(one) || where !== 'header' || !BY_SETTING.has(one))
        .map((one) => ({
          key,
          in: where,
          mock: left.has(one) ? one : '',
          server: right.has(one) ? one : '',
        }));
    };
    return [
      ...compare('status', ({ status }) => [String(status)]),
      ...compare('media type', ({ mediaType }) => [mediaType ?? 'none']),
      ...compare('header', ({ headers }) => headers),
      ...compare('member', ({ members }) => members),
    ];
  });
}
