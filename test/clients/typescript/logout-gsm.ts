/** Logs out by the generated client of the gsm contract: `LOGOUTD_URL=… TOKEN=… node logout-gsm.js`. */
import {
  Configuration,
  LogoutApi,
  ResponseError,
  UnauthorizedFromJSON,
} from '../../../clients/typescript/gsm/index.js';

const { LOGOUTD_URL, TOKEN } = process.env;
const api = new LogoutApi(new Configuration({ basePath: LOGOUTD_URL, accessToken: TOKEN }));
try {
  const { message } = await api.gsmLogout();
  console.log(message);
} catch (error) {
  // Whatever is not 2xx is thrown, with its body unread.
  if (!(error instanceof ResponseError) || error.response.status !== 401) throw error;
  const { errorType } = UnauthorizedFromJSON(await error.response.json());
  console.log(401, errorType);
}
