import { contracts } from '../documents.ts';

export const HELP = `logoutd-contract --target URL --contract NAME [OPTIONS]

Asks a server, yours or any other, for every answer that a contract declares, and judges each by the contract's
OpenAPI document: status, media type, headers, every member of the body. What it has no means to bring about is
skipped, with the reason.

  --target URL           where the server is; one of https with a CA of yours needs NODE_EXTRA_CA_CERTS=FILE
  --contract NAME        ${contracts.join(', ')}; may be repeated
  --start COMMAND        starts the server first, in the foreground, and stops it in the end with all that it started.
                         Nobody else may listen at that address
  --start-timeout SECS   how long it may take to listen (default 30)
  --development          the server runs for development, and explains what was wrong with a credential where the
                         contract lets it (gsm). Without this it is held to what is said in production; logoutd itself
                         runs for development unless NODE_ENV is production
  --token-command CMD    prints a fresh token: a JWT, since the kit looks whether it says what a row is about.
                         LOGOUTD_TOKEN_CLAIMS has the claims that it is to have, as JSON (null: without that claim);
                         LOGOUTD_TOKEN_KIND is valid or expired
  --state-command CMD    brings a state about: an operation of the control contract, as JSON in LOGOUTD_STATE. Not
                         needed where the target has that API, and LOGOUTD_ADMIN_KEY is set
  --fail-command CMD     makes the target's store fail; and
  --mend-command CMD     mends it again: neither goes without the other
  --limit N              how many requests of an address the target permits; they are sent, and one more
  --allow-header NAME    a header that a proxy adds; may be repeated
  --timeout SECONDS      how long to wait for an answer, and for a command to end (default 10)
  --fail-on-skipped      a row that is skipped for want of one of these options counts as failed
  --junit FILE           writes the results as JUnit
  --json FILE            writes the results as JSON
  --help                 this text

States that rows ask for are accounts and tenants, by replaceAccount and replaceTenant:

  LOGOUTD_STATE={"operation": "replaceTenant", "path": {"tenant": "t-1"}, "json": {"restrictedCapabilities": ["logout"]}}
  --state-command 'node state.js'       reads it, puts that into the server's database, and ends with 0

A command has done its part when it ends with 0, and nothing that it leaves running holds its output. One that does
not fails the row that needs it.

Environment: LOGOUTD_ADMIN_KEY, LOGOUTD_CHECK_KEY, for the control contract.

Exit status: 0 when nothing failed, 1 when an answer was wrong or a command failed, 64 when the command line is wrong,
69 when there is no server, 73 when a report cannot be written; stopped by a signal, 128 and its number.`;
