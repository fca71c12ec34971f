import { contractNames } from '../contracts/documents.ts';

export type Contract = (typeof contractNames)[number];

/** A language that clients are generated in. */
export interface Language {
  /** Also the folder: `clients/<name>/<contract>/`. */
  readonly name: 'typescript' | 'python' | 'go' | 'java' | 'rust';
  readonly generator: string;
  /** As README.md has it. */
  readonly title: string;
  /** What compiles it in the tests; likewise. */
  readonly compiledBy: string;
  readonly contracts: readonly Contract[];
  /**
   * Options of that generator; `openapi-generator-cli config-help -g <generator>` lists them. `version` is that of
   * the document.
   */
  readonly options: (contract: Contract, version: string) => Readonly<Record<string, string | boolean>>;
  /** Whether the generator's pages about operations and models are any good; they are, unless this says otherwise. */
  readonly hasPages?: boolean;
}

export const languages: readonly Language[] = [
  {
    name: 'typescript',
    generator: 'typescript-fetch',
    title: 'TypeScript',
    compiledBy: 'tsc --strict',
    contracts: contractNames,
    // ES modules name the file that they import.
    options: () => ({ importFileExtension: '.js' }),
    // They import from '', as there is no package. What they say is in the code as well.
    hasPages: false,
  },
  {
    name: 'python',
    generator: 'python',
    title: 'Python',
    compiledBy: 'compileall',
    contracts: contractNames,
    options: (contract, version) => ({
      packageName: `logoutd_${contract}`,
      projectName: `logoutd-${contract}`,
      packageVersion: version,
    }),
  },
  {
    name: 'go',
    generator: 'go',
    title: 'Go',
    compiledBy: 'go vet, go build',
    contracts: contractNames,
    // Constants of a package share one scope, and two enums of control have a value `active`.
    options: (contract, version) => ({
      packageName: contract,
      packageVersion: version,
      enumClassPrefix: true,
    }),
  },
  {
    name: 'java',
    generator: 'java',
    title: 'Java',
    compiledBy: 'mvn package',
    contracts: ['platform'],
    options: (contract) => ({
      // The JDK's own HTTP client: one dependency less.
      library: 'native',
      openApiNullable: false,
      groupId: 'com.example.logoutd',
      artifactId: `logoutd-${contract}`,
      invokerPackage: `com.example.logoutd.${contract}`,
      apiPackage: `com.example.logoutd.${contract}`,
      modelPackage: `com.example.logoutd.${contract}.model`,
      // Its default is false, unlike that of the other generators.
      hideGenerationTimestamp: true,
    }),
  },
  {
    name: 'rust',
    generator: 'rust',
    title: 'Rust',
    compiledBy: 'cargo build',
    contracts: ['platform'],
    options: (contract, version) => ({ packageName: `logoutd-${contract}`, packageVersion: version }),
  },
];
