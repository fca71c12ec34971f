import { join } from 'node:path';
import { builtFolder, execute, programsFolder, type Toolchain } from './toolchain.ts';

const cwd = programsFolder('rust');
const env = { ...process.env, CARGO_TARGET_DIR: builtFolder('rust') };

export const rust: Toolchain = {
  name: 'rust',
  needs: [['cargo', '--version']],
  build: async () => {
    await execute(['cargo', 'build', '--quiet'], { cwd, env });
  },
  program: (contract) => [join(builtFolder('rust'), 'debug', `logout-${contract}`)],
};
