import { join } from 'node:path';
import { builtFolder, execute, programsFolder, type Toolchain } from './toolchain.ts';

const cwd = programsFolder('go');

export const go: Toolchain = {
  name: 'go',
  needs: [['go', 'version']],
  build: async () => {
    await execute(['go', 'vet', './...', 'example.com/logoutd/...'], { cwd });
    await execute(['go', 'build', '-o', `${builtFolder('go')}/`, './...'], { cwd });
  },
  program: (contract) => [join(builtFolder('go'), contract)],
};
