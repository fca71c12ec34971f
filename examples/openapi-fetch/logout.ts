/** Logs out with openapi-fetch and the types in generated/: `LOGOUTD_URL=… TOKEN=… node logout.ts`. */
import createClient from 'openapi-fetch';
import type { paths } from '../../generated/platform.ts';

const { LOGOUTD_URL = 'http://127.0.0.1:4000', TOKEN = '' } = process.env;
const client = createClient<paths>({
  baseUrl: LOGOUTD_URL,
  headers: { Authorization: `Bearer ${TOKEN}` },
});

// The path, the method and the body are checked by the compiler. A wrong one does not compile.
const { data, error, response } = await client.POST('/auth/logout', {
  body: { scope: 'current', reason: 'Example' },
});

// Whichever the status, the body has the type of its schema: `error.code` is one of eight constants.
if (error === undefined) console.log(response.status, data.message);
else console.log(response.status, error.code, error.description);
