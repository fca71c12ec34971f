/** Logs out by the generated client of the storefront contract: `LOGOUTD_URL=… TOKEN=… node logout-storefront.js`. */
import {
  Configuration,
  LogoutApi,
  ResponseError,
  UnauthorizedFromJSON,
} from '../../../clients/typescript/storefront/index.js';

const { LOGOUTD_URL, TOKEN } = process.env;
const api = new LogoutApi(new Configuration({ basePath: LOGOUTD_URL, accessToken: TOKEN }));
try {
  const { message, data } = await api.storefrontLogout({ xStoreId: 'store-1' });
  console.log(message, data.email);
} catch (error) {
  // Whatever is not 2xx is thrown, with its body unread.
  if (!(error instanceof ResponseError) || error.response.status !== 401) throw error;
  const { statusCode, error: kind, message } = UnauthorizedFromJSON(await error.response.json());
  console.log(statusCode, kind, message);
}
