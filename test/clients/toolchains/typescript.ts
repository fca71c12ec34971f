import { join } from 'node:path';
import { builtFolder, execute, programsFolder, type Toolchain } from './toolchain.ts';

const folder = programsFolder('typescript');

export const typescript: Toolchain = {
  name: 'typescript',
  needs: [['tsc', '--version']],
  build: async () => {
    await execute(['tsc', '--project', folder]);
  },
  program: (contract) => [
    process.execPath,
    join(builtFolder('typescript'), 'test/clients/typescript', `logout-${contract}.js`),
  ],
};
