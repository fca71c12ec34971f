import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { storefront } from '../../../src/contracts/storefront.ts';
import { tenantNamed } from '../../../src/http/tenancy.ts';

const contract = storefront({
  name: 'refresh_token',
  path: '/',
  domain: null,
  secure: true,
  sameSite: 'lax',
  httpOnly: true,
  partitioned: false,
});
const document = parse(readFileSync(new URL('../../../openapi/storefront.yaml', import.meta.url), 'utf8'));
const { schema } =
  document.components.parameters?.StoreId ?? document.paths['/auth/logout'].get.parameters[0];

describe('the tenant that x-store-id names', () => {
  it.each(['a', 'A.b_c-9', 'x'.repeat(128), '', ' ', 'a b', 'a,b', 'a, a', 'é', 'x'.repeat(129), '../a'])(
    'is taken exactly when the document allows it: %j',
    (value) => {
      const allowed =
        new RegExp(schema.pattern).test(value) &&
        value.length >= schema.minLength &&
        value.length <= schema.maxLength;
      expect(tenantNamed(contract, value)).toBe(allowed ? value : null);
    },
  );

  it('is none where the header is not sent', () => {
    expect(tenantNamed(contract, undefined)).toBeNull();
  });
});
