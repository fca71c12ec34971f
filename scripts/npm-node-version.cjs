/**
 * For npm during setup. It leaves out optional packages that do not admit the Node it runs on, and native parts of the
 * tools are such. They will run on the Node that is installed along with them, so that is the one to judge by.
 */
const { packages } = require('../package-lock.json');

const installed = packages?.['node_modules/node']?.version;
if (installed !== undefined) Object.defineProperty(process, 'version', { value: `v${installed}` });

// For npm alone, and not for what it starts.
process.env.NODE_OPTIONS = process.env.NODE_OPTIONS?.replace(/ *--require "[^"]*"$/, '') ?? '';
