/** Ends a session by the generated client of the control API: `LOGOUTD_URL=… KEY=… SESSION=… node logout-control.js`. */
import {
  Configuration,
  NotFoundFromJSON,
  ResponseError,
  SessionsApi,
} from '../../../clients/typescript/control/index.js';

const { LOGOUTD_URL, KEY, SESSION = '' } = process.env;
const api = new SessionsApi(new Configuration({ basePath: LOGOUTD_URL, accessToken: KEY }));
try {
  await api.endSession({ sessionId: SESSION });
  const { state, endedBy } = await api.readSession({ sessionId: SESSION });
  console.log(state, endedBy);
} catch (error) {
  // Whatever is not 2xx is thrown, with its body unread.
  if (!(error instanceof ResponseError) || error.response.status !== 404) throw error;
  const { status, title, detail } = NotFoundFromJSON(await error.response.json());
  console.log(status, title, detail);
}
