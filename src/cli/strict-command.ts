/** Commander's commands, but that an option never takes another option for its value. */
import { Command, type Option } from 'commander';

export class StrictCommand extends Command {
  override createCommand(name?: string): StrictCommand {
    return new StrictCommand(name);
  }

  /** Commander takes whatever follows: `--reason --dry-run` would end sessions for the reason "--dry-run". */
  override parseOptions(args: string[]): ReturnType<Command['parseOptions']> {
    for (let at = 0; at < args.length && args[at] !== '--'; at += 1) {
      const option = this.options.find((known) => known.required && isNamed(known, args[at]));
      if (option === undefined) continue;
      at += 1;
      const next = args[at];
      if (next === undefined || !this.#looksLikeOption(next)) continue;
      // What follows a "=" may be a secret.
      const shown = next.includes('=') ? `${next.split('=')[0]}=…` : next;
      this.error(
        `option '${option.flags}' lacks its value, as ${shown} looks like an option. If it is meant as the value, write ${option.long}=${shown}`,
      );
    }
    return super.parseOptions(args);
  }

  #looksLikeOption(text: string): boolean {
    return text.startsWith('--') || text === '-h' || this.options.some((option) => isNamed(option, text));
  }
}

const isNamed = ({ long, short }: Option, text: string | undefined): boolean =>
  text === long || text === short;
