import { delimiter, join } from 'node:path';
import { clients, folderOf } from '../../../scripts/clients/client.ts';
import { builtFolder, execute, programsFolder, type Toolchain } from './toolchain.ts';

const folder = programsFolder('python');
const installed = join(builtFolder('python'), 'installed');
const packages = clients
  .filter(({ language }) => language.name === 'python')
  .map((client) => folderOf(client));
// Neither the clients nor the programs are the place for what Python compiles.
const cache = { PYTHONPYCACHEPREFIX: join(builtFolder('python'), 'cache') };

export const python: Toolchain = {
  name: 'python',
  needs: [['python3', '-m', 'pip', '--version']],
  build: async () => {
    const options = ['--quiet', '--disable-pip-version-check', '--root-user-action=ignore', '--upgrade'];
    const requirements = ['--target', installed, '--requirement', join(folder, 'requirements.txt')];
    await execute(['python3', '-m', 'pip', 'install', ...options, ...requirements]);
    const env = { ...process.env, ...cache };
    await execute(['python3', '-m', 'compileall', '-q', ...packages, folder], { env });
  },
  program: (contract) => ['python3', join(folder, `logout_${contract}.py`)],
  env: { ...cache, PYTHONPATH: [installed, ...packages].join(delimiter) },
};
