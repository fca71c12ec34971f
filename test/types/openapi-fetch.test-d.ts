/** What openapi-fetch makes of the types in generated/: examples/openapi-fetch/ rests on it. */
import createClient from 'openapi-fetch';
import { describe, expectTypeOf, it } from 'vitest';
import type { paths } from '../../generated/platform.ts';

const client = createClient<paths>();
type Answer = Awaited<ReturnType<typeof logout>>;
const logout = () => client.POST('/auth/logout', { body: { scope: 'others' } });

describe('a client made by openapi-fetch', () => {
  it('answers with the body of success, or with one of the errors', () => {
    expectTypeOf<NonNullable<Answer['data']>['message']>().toEqualTypeOf<'Logged out successfully'>();
    type Code = NonNullable<NonNullable<Answer['error']>['code']>;
    expectTypeOf<'UNAUTHORIZED'>().toExtend<Code>();
    expectTypeOf<'NO_SUCH_CODE'>().not.toExtend<Code>();
  });

  it('takes no path, method or body that the contract does not have', () => {
    // @ts-expect-error the contract has another path
    client.POST('/auth/log-out');
    // @ts-expect-error GET on this path is of other contracts
    client.GET('/auth/logout');
    // @ts-expect-error there is no such scope
    client.POST('/auth/logout', { body: { scope: 'none' } });
  });
});
