/** Logs out by the generated client of the tenant contract: `LOGOUTD_URL=… TOKEN=… node logout-tenant.js`. */
import {
  Configuration,
  LogoutApi,
  ResponseError,
  UnauthorizedFromJSON,
} from '../../../clients/typescript/tenant/index.js';

const { LOGOUTD_URL, TOKEN } = process.env;
const api = new LogoutApi(new Configuration({ basePath: LOGOUTD_URL, apiKey: TOKEN }));
try {
  const { data } = await api.tenantLogout();
  console.log(data.success);
} catch (error) {
  // Whatever is not 2xx is thrown, with its body unread.
  if (!(error instanceof ResponseError) || error.response.status !== 401) throw error;
  const { status, code, message } = UnauthorizedFromJSON(await error.response.json()).error;
  console.log(status, code, message);
}
