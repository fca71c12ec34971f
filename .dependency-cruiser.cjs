/**
 * Who may know whom, as rules: `depcruise src scripts bench examples test generated`. CONTRIBUTING.md says what each room is for.
 * A room is a folder of src/. What stands in src/ itself is the composition root: it may import everything, and no
 * room may import it.
 */
const rooms = {
  sessions: [],
  tokens: ['sessions'],
  stores: ['sessions'],
  contracts: ['sessions', 'generated'],
  http: ['contracts', 'tokens', 'sessions', 'generated'],
  observe: ['http', 'contracts', 'sessions'],
  workers: ['observe', 'http'],
  site: ['http', 'generated'],
  kit: [],
  middleware: [],
  config: ['observe', 'http', 'contracts', 'stores', 'tokens', 'sessions'],
  cli: ['config', 'stores', 'tokens', 'generated'],
};

const folderOf = (room) => (room === 'generated' ? '^generated/' : `^src/${room}/`);
const insideProject = '^(src|generated|scripts|test|bench|examples)/';

const knowsOnly = Object.entries(rooms)
  .filter(([room]) => room !== 'sessions')
  .map(([room, known]) => ({
    name: `${room}-knows-only`,
    comment: `Of the rooms, src/${room} imports ${known.join(', ')} only; CONTRIBUTING.md says why.`,
    severity: 'error',
    from: { path: folderOf(room) },
    to: { path: insideProject, pathNot: [room, ...known].map(folderOf) },
  }));

module.exports = {
  forbidden: [
    ...knowsOnly,
    {
      name: 'sessions-is-pure',
      comment:
        'The domain imports nothing: no package and nothing of Node. Clock, randomness and store are handed in.',
      severity: 'error',
      from: { path: folderOf('sessions') },
      to: { pathNot: folderOf('sessions') },
    },
    {
      name: 'contracts-take-types-only',
      comment:
        'A presenter is held to its document by the compiler. At run time it needs nothing of it: import type.',
      severity: 'error',
      from: { path: folderOf('contracts') },
      to: { path: folderOf('generated'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-room-is-known',
      comment: 'A new folder in src/ needs a line in the table above that says what it may import.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: Object.keys(rooms).map(folderOf) },
    },
    {
      name: 'the-kit-stands-alone',
      comment: 'It judges any server, ours among them: what judges shares no code with what is judged.',
      severity: 'error',
      from: { path: '^src/', pathNot: folderOf('kit') },
      to: { path: folderOf('kit') },
    },
    {
      name: 'the-middleware-stands-alone',
      comment:
        'It runs in the apps of others, and asks a logoutd over HTTP: it and the server share no code.',
      severity: 'error',
      from: { path: '^src/', pathNot: folderOf('middleware') },
      to: { path: folderOf('middleware') },
    },
    {
      name: 'nothing-starts-the-server',
      comment: 'Importing src/main.ts starts a process. What is wanted of it belongs into src/app.ts.',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'the-server-stands-alone',
      comment: 'Neither scripts nor tests are there where the server runs.',
      severity: 'error',
      from: { path: '^(src|generated)/' },
      to: { path: '^(scripts|test|bench|examples)/' },
    },
    {
      name: 'the-server-has-its-packages',
      comment: 'What the server runs on belongs into dependencies. Only types may come from devDependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment:
        'A file that imports nothing and that nothing imports does nothing. What browsers load stands by itself.',
      severity: 'error',
      from: { orphan: true, path: '^(src|scripts|generated)/', pathNot: '^src/site/browser/' },
      to: {},
    },
    {
      name: 'no-dead-ends',
      comment: 'The import leads nowhere. Examples import this package, which is there once it is packed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^logoutd/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The first import what `npm run clients` generates, and are compiled with it; the others have packages of their own.
    exclude: { path: '^(test/clients/typescript|bench/peers)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
