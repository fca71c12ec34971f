/** Generated conversations: requests on one connection, each an operation's own with a few changes. */
import fc from 'fast-check';
import { declarations, type Operation, operationNamed } from '../../../src/kit/documents.ts';
import { type Body, bodies } from './bodies.ts';
import { type Breakage, breakages } from './breakages.ts';
import { type Change, changes, isLast, type Place } from './changes.ts';
import { type Credential, keys, MARK, tokens } from './credentials.ts';

export interface Plan {
  readonly operationId: string;
  /** In the place of a parameter of the path. */
  readonly name: string;
  readonly place: Place;
  readonly credential: Credential;
  readonly body: Body | null;
  readonly changes: readonly Change[];
}

export interface Conversation {
  readonly plans: readonly Plan[];
  /** Of the last request. */
  readonly breakage: Breakage | null;
  /** Where the bytes are cut in two writes. */
  readonly cutAt: number | null;
}

const all = [...new Set(declarations.map(({ operationId }) => operationId))].map(operationNamed);
const rare = ['listSessions', 'readMetrics', 'readReadiness'];
const weightOf = ({ contract, operationId }: Operation): number => {
  if (rare.includes(operationId)) return 1;
  return contract === 'control' ? 3 : 8;
};

const names = fc.oneof(
  fc.nat(200).map((session) => `generated-${session}`),
  fc.nat(8).map((user) => `user-${user}`),
  fc.constantFrom(
    'store-1',
    'store-2',
    'jti:a',
    '%41',
    '%',
    '%ff',
    '..',
    'a%2fb',
    '%00',
    MARK,
    'x'.repeat(300),
  ),
);

const placeOf = ({ contract }: Operation): fc.Arbitrary<Place> => {
  if (contract === 'tenant') return fc.constant('x-token');
  return contract === 'gsm' ? fc.constantFrom('Authorization', 'gsm_token') : fc.constant('Authorization');
};

const plans: fc.Arbitrary<Plan> = fc.oneof(
  ...all.map((operation) => ({
    weight: weightOf(operation),
    arbitrary: fc.record({
      operationId: fc.constant(operation.operationId),
      name: names,
      place: placeOf(operation),
      credential: operation.contract === 'control' ? keys : tokens,
      body: fc.option(bodies(operation.operationId), { freq: operation.requestBody === null ? 1 : 8 }),
      changes: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 4, arbitrary: fc.array(changes, { minLength: 1, maxLength: 3 }) },
      ),
    }),
  })),
);

const onlyAtTheEnd = (plan: Plan, at: number, all: readonly Plan[]): Plan =>
  at === all.length - 1 ? plan : { ...plan, changes: plan.changes.filter((one) => !isLast(one)) };

export const conversations: fc.Arbitrary<Conversation> = fc.record({
  plans: fc
    .array(plans, { minLength: 1, maxLength: 6, size: 'max' })
    .map((several) => several.map(onlyAtTheEnd)),
  breakage: fc.option(breakages, { freq: 3 }),
  cutAt: fc.option(fc.nat(800), { freq: 2 }),
});
