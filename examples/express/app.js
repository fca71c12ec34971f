/** An API for live sessions only: it asks logoutd before each request. */
import express from 'express';
import { requireSession, sessionOf } from 'logoutd/express';

const { PORT = '5000', LOGOUTD_URL = 'http://127.0.0.1:4000' } = process.env;
const app = express();

app.get('/status', (_req, res) => {
  res.send('for everybody');
});

app.use(requireSession({ url: LOGOUTD_URL }));

app.all('/me', (_req, res) => {
  const { subject, tenant } = sessionOf(res);
  res.json({ subject, tenant });
});

const server = app.listen(Number(PORT), '127.0.0.1');
server.once('listening', () => console.log(`listening on ${server.address().port}`));
