import { join } from 'node:path';
import { clients, folderOf } from '../../../scripts/clients/client.ts';
import { builtFolder, execute, programsFolder, type Toolchain } from './toolchain.ts';

const packages = clients.filter(({ language }) => language.name === 'java').map((client) => folderOf(client));
const classPath = packages.flatMap((folder) => [`${folder}/target/*`, `${folder}/target/lib/*`]).join(':');

export const java: Toolchain = {
  name: 'java',
  needs: [
    ['javac', '-version'],
    ['mvn', '--version'],
  ],
  build: async (own) => {
    for (const cwd of packages) {
      await execute(
        ['mvn', '--batch-mode', '--quiet', '-DskipTests', '-Dmaven.javadoc.skip=true', 'package'],
        { cwd },
      );
    }
    const source = (contract: string) => join(programsFolder('java'), `Logout${capital(contract)}.java`);
    const sources = own.map(({ contract }) => source(contract));
    await execute(['javac', '-cp', classPath, '-d', builtFolder('java'), ...sources]);
  },
  program: (contract) => ['java', '-cp', `${classPath}:${builtFolder('java')}`, `Logout${capital(contract)}`],
};

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;
